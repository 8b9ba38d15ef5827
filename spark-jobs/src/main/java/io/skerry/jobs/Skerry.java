package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import io.skerry.jobs.results.Build;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: one command a job. */
@Command(
    name = "skerry",
    description = "Simulates federated learning on Apache Spark.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Skerry.Version.class,
    footer = {
      "",
      "Options of spark-submit, such as --master, --conf or --driver-memory, may stand anywhere."
    },
    subcommands = {
      RunCommand.class,
      PartitionCommand.class,
      SweepCommand.class,
      PrivacyCommand.class,
      AuditCommand.class,
      DataCommand.class,
      BenchCommand.class
    })
public final class Skerry implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Skerry() {}

  /**
   * Runs one command. Refused input prints its sentence and ends spark-submit with exit code 2,
   * without a trace; any other failure is thrown.
   */
  public static void main(String[] arguments) throws Exception {
    int exitCode = execute(new PrintWriter(System.err, true, StandardCharsets.UTF_8), arguments);
    if (exitCode != 0) {
      throw new SparkUserAppException(exitCode, null);
    }
  }

  /** Runs one command and returns its exit code; what is refused is said on {@code err}. */
  static int execute(PrintWriter err, String... arguments) {
    return new CommandLine(new Skerry())
        .setErr(err)
        .setExecutionExceptionHandler(Skerry::refuse)
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command");
  }

  /** The version of this build, with the commit that it was made from. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"skerry " + Build.THIS.describe()};
    }
  }

  private static int refuse(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidInputException) {
        command.getErr().println("skerry: " + cause.getMessage());
        return CommandLine.ExitCode.USAGE;
      }
    }
    throw e;
  }
}
