package io.skerry.jobs.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A standalone Spark cluster on loopback: a master and workers, each a JVM of its own. */
final class StandaloneCluster implements AutoCloseable {
  private final List<Process> processes = new ArrayList<>();
  private final String master;

  StandaloneCluster(int workers, Path workDirectory) {
    int port = freePort();
    master = "spark://127.0.0.1:" + port;
    start(
        "I have been elected leader",
        "org.apache.spark.deploy.master.Master",
        "--host",
        "127.0.0.1",
        "--port",
        String.valueOf(port),
        "--webui-port",
        String.valueOf(freePort()));
    for (int i = 0; i < workers; i++) {
      start(
          "Successfully registered with master",
          "org.apache.spark.deploy.worker.Worker",
          "--host",
          "127.0.0.1",
          "--cores",
          "1",
          "--memory",
          "2g",
          "--work-dir",
          workDirectory.resolve("worker-" + i).toString(),
          "--webui-port",
          String.valueOf(freePort()),
          master);
    }
  }

  String master() {
    return master;
  }

  /** The executors that run now: JVMs that workers started. */
  List<ProcessHandle> executors() {
    return processes.stream().skip(1).flatMap(Process::descendants).toList();
  }

  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).descendants().forEach(ProcessHandle::destroyForcibly);
      processes.get(i).destroyForcibly();
    }
  }

  /** Starts a daemon and waits until it has logged that it is ready. */
  private void start(String ready, String... command) {
    try {
      Path home = Skerry.sparkHome();
      Path logging = Files.createTempFile("daemon", ".properties");
      Files.writeString(
          logging,
          """
          rootLogger.level = info
          rootLogger.appenderRef.stdout.ref = console
          appender.console.type = Console
          appender.console.name = console
          appender.console.target = SYSTEM_OUT
          appender.console.layout.type = PatternLayout
          appender.console.layout.pattern = %m%n
          """);
      List<String> line = new ArrayList<>();
      line.add(home.resolve("bin/spark-class").toString());
      line.addAll(List.of(command));
      ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.environment().put("SPARK_HOME", home.toString());
      builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
      builder.environment().put("SPARK_DAEMON_MEMORY", "256m");
      builder
          .environment()
          .put("SPARK_DAEMON_JAVA_OPTS", "-Dlog4j2.configurationFile=" + logging.toUri());
      Process process = builder.start();
      processes.add(process);
      BufferedReader output = process.inputReader();
      for (String log = output.readLine(); log != null; log = output.readLine()) {
        if (log.contains(ready)) {
          drain(output);
          return;
        }
      }
      throw new IllegalStateException(String.join(" ", command) + " ended before it was ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps reading, so that the daemon never blocks on a full pipe. */
  private static void drain(BufferedReader output) {
    Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "daemon output");
    reader.setDaemon(true);
    reader.start();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
