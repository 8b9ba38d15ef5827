package io.skerry.jobs;

import io.skerry.core.InvalidInputException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Paths that executors read must mean the same on every machine. */
final class SharedPaths {
  private SharedPaths() {}

  /**
   * Refuses a path on this machine's disk where executors run on others.
   *
   * @param key of the config that names the path
   */
  static void check(String key, String path, SparkSession session) {
    check(key, path, session.sparkContext().master(), session.sparkContext().hadoopConfiguration());
  }

  static void check(String key, String path, String master, Configuration hadoop) {
    boolean here =
        master.startsWith("local")
            || master.matches("spark://(127\\.[0-9.]+|localhost|\\[::1])(:[0-9]+)?");
    if (!here && "file".equals(scheme(path, hadoop))) {
      throw new InvalidInputException(
          key
              + ": "
              + path
              + " is on this machine's disk, expected a path that the executors of "
              + master
              + " reach, such as hdfs:// or s3a://");
    }
  }

  private static String scheme(String path, Configuration hadoop) {
    try {
      return new Path(path).getFileSystem(hadoop).getScheme();
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(path + ": expected a path: " + e.getMessage(), e);
    }
  }
}
