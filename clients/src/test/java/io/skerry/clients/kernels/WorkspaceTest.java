package io.skerry.clients.kernels;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

final class WorkspaceTest {

  @Test
  void acquire_whileAnotherIsInUse_givesAnother() {
    Workspace first = Workspace.acquire();
    Workspace second = Workspace.acquire();
    assertNotSame(first, second);
    second.release();
    assertSame(second, Workspace.acquire());
  }

  @Test
  void regions_largeEnough_areKept() {
    Workspace workspace = Workspace.acquire();
    Floats region = workspace.activations(100);
    assertSame(region, workspace.activations(50));
    assertNotSame(region, workspace.activations(10_000_000));
    workspace.release();
  }
}
