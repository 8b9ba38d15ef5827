package io.skerry.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.clients.model.Model;
import io.skerry.clients.model.Models;
import io.skerry.core.InvalidInputException;
import io.skerry.core.data.DataSpec;
import io.skerry.core.data.Examples;
import io.skerry.core.pipeline.ClientUpdate;
import io.skerry.core.pipeline.ClientWorker;
import io.skerry.core.pipeline.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinearRegressionTest {
  private static final Model LINE = Models.linear(new DataSpec(List.of(1), 0));

  /** Three points: (0, 1), (1, 3), (2, 4). */
  private static final Examples POINTS = Clients.examples(new float[] {0, 1, 2}, 1, 3, 4);

  @Test
  void train_oneStepFromZero_followsTheMeanGradient() {
    // Errors are -1, -3, -4; the gradient of their mean square is 2/3 (-3 - 8, -1 - 3 - 4).
    ClientUpdate update = train(LocalTraining.fedAvg(LINE, 3, 1, 0.3), new float[2]);
    assertArrayEquals(new float[] {2.2f, 1.6f}, update.vector(), 1e-6f);
    assertEquals(26 / 3.0, update.loss(), 1e-6);
    assertTrue(Double.isNaN(update.accuracy()));
  }

  @Test
  void train_untilNothingMoves_givesLeastSquares() {
    // Slope 3 / 2 and intercept 7 / 6, by the normal equations; residuals 1/6, -2/6, 1/6.
    ClientUpdate update = train(LocalTraining.fedAvg(LINE, 3, 400, 0.3), new float[2]);
    float[] line = update.vector().clone();
    assertArrayEquals(new float[] {1.5f, 7 / 6f}, line, 1e-5f);
    try (ClientWorker worker = LocalTraining.fedAvg(LINE, 3, 1, 0.3).open(line)) {
      Evaluation evaluation = worker.evaluate(POINTS);
      assertEquals(6 / 36.0, evaluation.lossSum(), 1e-6);
      assertEquals(3, evaluation.samples());
      assertTrue(Double.isNaN(evaluation.correct()));
    }
  }

  @Test
  void train_labelThatIsNoNumber_isRefused() {
    Examples bad = Clients.examples(new float[] {1}, Float.NaN);
    try (ClientWorker worker = LocalTraining.fedAvg(LINE, 1, 1, 0.3).open(new float[2])) {
      InvalidInputException e =
          assertThrows(InvalidInputException.class, () -> worker.train(Clients.task(1, bad)));
      assertEquals("an example has label NaN, expected a finite number", e.getMessage());
    }
  }

  @Test
  void models_ofTheOtherKindOfLabel_areRefused() {
    String linear =
        assertThrows(InvalidInputException.class, () -> Models.linear(Clients.spec(2, 2)))
            .getMessage();
    assertTrue(linear.startsWith("model.type: linear predicts a number"), linear);
    String logistic =
        assertThrows(InvalidInputException.class, () -> Models.logistic(LINE.data())).getMessage();
    assertTrue(logistic.startsWith("model.type: logistic predicts classes"), logistic);
  }

  private static ClientUpdate train(LocalTraining training, float[] model) {
    try (ClientWorker worker = training.open(model)) {
      return worker.train(Clients.task(7, POINTS));
    }
  }
}
