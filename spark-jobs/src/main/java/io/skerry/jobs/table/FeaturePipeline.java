package io.skerry.jobs.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import io.skerry.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.CountVectorizerModel;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.MinMaxScaler;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** MLlib's stages for the features of a table. */
final class FeaturePipeline {
  static final String OUTPUT = "features";

  private final Dataset<Row> training;
  private final List<PipelineStage> stages = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();

  private FeaturePipeline(Dataset<Row> training) {
    this.training = training;
  }

  /** The name of the i-th input: unique, and nothing that MLlib would take for a path. */
  static String inputName(int i, String column) {
    return "in" + i + "_" + column.replaceAll("[^A-Za-z0-9_]", "_");
  }

  /**
   * Fits the stages.
   *
   * @param training the training rows with the inputs of the features, in one partition and in the
   *     order of their contents, so that sums of doubles have the same bits; not read where nothing
   *     is learned
   */
  static PipelineModel fit(List<Feature> features, Dataset<Row> training) {
    FeaturePipeline pipeline = new FeaturePipeline(training);
    int input = 0;
    for (Feature feature : features) {
      List<String> names = new ArrayList<>();
      for (TableColumns.Input each : feature.inputs()) {
        names.add(inputName(input++, each.column()));
      }
      pipeline.add(feature, names.toArray(String[]::new));
    }
    String[] outputs = pipeline.outputs.toArray(String[]::new);
    pipeline.stages.add(new VectorAssembler().setInputCols(outputs).setOutputCol(OUTPUT));
    try {
      return new Pipeline().setStages(pipeline.stages.toArray(PipelineStage[]::new)).fit(training);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new InvalidInputException(
          "data.features: they cannot be fitted to the training examples: " + TableFailure.line(e),
          e);
    }
  }

  private void add(Feature feature, String[] inputs) {
    if (feature instanceof Feature.Numbers numbers) {
      add(numbers, inputs);
    } else if (feature instanceof Feature.Categories categories) {
      add(categories, inputs);
    } else {
      add((Feature.Words) feature, inputs[0]);
    }
  }

  private void add(Feature.Numbers numbers, String[] inputs) {
    String[] columns = inputs;
    if (numbers.missing() != null) {
      columns = named("imputed_", inputs);
      stages.add(
          new Imputer().setStrategy(numbers.missing()).setInputCols(inputs).setOutputCols(columns));
    }
    if (numbers.scale() == Feature.Scale.NONE) {
      outputs.addAll(List.of(columns));
      return;
    }
    String together = "numbers_" + inputs[0];
    String scaled = "scaled_" + inputs[0];
    stages.add(new VectorAssembler().setInputCols(columns).setOutputCol(together));
    stages.add(
        numbers.scale() == Feature.Scale.MIN_MAX
            ? new MinMaxScaler().setInputCol(together).setOutputCol(scaled)
            : new StandardScaler().setWithMean(true).setInputCol(together).setOutputCol(scaled));
    outputs.add(scaled);
  }

  private void add(Feature.Categories categories, String[] inputs) {
    String[] indexed = named("index_", inputs);
    stages.add(
        new StringIndexer()
            .setStringOrderType("alphabetAsc")
            .setHandleInvalid("keep")
            .setInputCols(inputs)
            .setOutputCols(indexed));
    if (!categories.oneHot()) {
      outputs.addAll(List.of(indexed));
      return;
    }
    // The last index, which the encoder drops, is the one of what was not seen.
    String[] encoded = named("one_hot_", inputs);
    stages.add(new OneHotEncoder().setInputCols(indexed).setOutputCols(encoded));
    outputs.addAll(List.of(encoded));
  }

  private void add(Feature.Words words, String input) {
    String tokens = "words_" + input;
    String counts = "counts_" + input;
    RegexTokenizer tokenizer =
        new RegexTokenizer()
            .setGaps(false)
            .setPattern("[\\p{L}\\p{N}']+")
            .setInputCol(input)
            .setOutputCol(tokens);
    stages.add(tokenizer);
    stages.add(
        words.hashed()
            ? new HashingTF().setNumFeatures(words.size()).setInputCol(tokens).setOutputCol(counts)
            : new CountVectorizerModel(vocabulary(tokenizer, words.size()))
                .setInputCol(tokens)
                .setOutputCol(counts));
    outputs.add(counts);
  }

  /** The most frequent words; MLlib's own vectorizer leaves the order of ties open. */
  private String[] vocabulary(RegexTokenizer tokenizer, int size) {
    List<String> words =
        tokenizer
            .transform(training)
            .select(explode(col(tokenizer.getOutputCol())).as("word"))
            .groupBy("word")
            .count()
            .orderBy(col("count").desc(), col("word"))
            .limit(size)
            .select("word")
            .as(Encoders.STRING())
            .collectAsList();
    if (words.isEmpty()) {
      throw new InvalidInputException(
          "data.features: expected words in the training examples, but there are none");
    }
    return words.toArray(String[]::new);
  }

  private static String[] named(String prefix, String[] inputs) {
    String[] names = new String[inputs.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = prefix + inputs[i];
    }
    return names;
  }
}
