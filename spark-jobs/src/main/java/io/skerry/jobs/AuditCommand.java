package io.skerry.jobs;

import io.skerry.jobs.results.RunDirectory;
import io.skerry.jobs.storage.Storage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Verifies a run's privacy ledger and computes epsilon from it anew. */
@Command(
    name = "audit",
    description = "Verifies a run's privacy ledger and recomputes epsilon from it.")
final class AuditCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN_DIR", description = "The directory of a private run.")
  private String directory = "";

  @Override
  public Integer call() {
    Audit audit = Audit.of(RunDirectory.open(Storage.local(), directory));
    System.out.println("rows     " + audit.rows() + ", a whole chain, as written");
    System.out.println("head     " + audit.head());
    System.out.println("epsilon  " + audit.epsilon() + ", as stated");
    System.out.println(audit.meaning());
    return 0;
  }
}
