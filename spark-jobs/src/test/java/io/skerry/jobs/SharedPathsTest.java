package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skerry.core.InvalidInputException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SharedPathsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "local[2]",
        "local-cluster[2,1,1024]",
        "spark://127.0.0.1:7077",
        "spark://localhost:1"
      })
  void check_localPathWhereExecutorsAreHere_isAllowed(String master) {
    assertDoesNotThrow(
        () -> SharedPaths.check("data.path", "some/folder", master, new Configuration()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark://10.0.0.1:7077", "yarn", "k8s://https://host:443"})
  void check_localPathWhereExecutorsAreElsewhere_isRefused(String master) {
    String sentence =
        assertThrows(
                InvalidInputException.class,
                () -> SharedPaths.check("data.path", "/some/folder", master, new Configuration()))
            .getMessage();
    assertEquals(
        "data.path: /some/folder is on this machine's disk, expected a path that the executors of "
            + master
            + " reach, such as hdfs:// or s3a://",
        sentence);
  }

  @Test
  void check_sharedPath_isAllowedAnywhere() {
    assertDoesNotThrow(
        () -> SharedPaths.check("data.path", "viewfs:///folder", "yarn", sharedFileSystem()));
  }

  private static Configuration sharedFileSystem() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.viewfs.mounttable.default.link./folder", "file:///tmp");
    return hadoop;
  }
}
