package io.skerry.jobs;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The one local session that tests in this JVM share. */
public final class LocalSpark {
  private LocalSpark() {}

  /** A session in {@code local[2]}, started once. */
  public static SparkSession session() {
    SparkConf conf =
        new SparkConf()
            .set("spark.master", "local[2]")
            .set("spark.app.name", "skerry-tests")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
