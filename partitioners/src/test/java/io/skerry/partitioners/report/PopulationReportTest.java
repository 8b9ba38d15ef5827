package io.skerry.partitioners.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.data.ClientData;
import io.skerry.core.data.Examples;
import io.skerry.core.data.FloatFeatures;
import io.skerry.partitioners.generated.LeafSynthetic;
import io.skerry.partitioners.generated.SyntheticClients;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PopulationReportTest {

  @Test
  void of_leafSynthetic_hasThePublishedStatistics() {
    PopulationReport report =
        PopulationReport.of(new LeafSynthetic(LeafSynthetic.Parameters.PUBLISHED));

    assertEquals(1000, report.clients().size());
    assertEquals(107_553, report.samples());
    assertEquals(107.55, report.meanSamples(), 0.005);
    assertEquals(213.22, report.deviationOfSamples(), 0.005);
    assertArrayEquals(new long[] {16607, 15477, 23124, 35783, 16562}, report.labels());
    assertEquals(100, report.mix().length);
    assertEquals(107_553, Arrays.stream(report.mix()).flatMapToLong(Arrays::stream).sum());
  }

  @Test
  void of_millionsOfClients_looksAtTenThousandOverTheWholeRange() {
    PopulationReport report =
        PopulationReport.of(
            new SyntheticClients(new SyntheticClients.Parameters(1, 1, 5_000_000, 3)));

    assertEquals(5_000_000, report.population());
    assertEquals(10_000, report.clients().size());
    assertEquals(0, report.clients().get(0).ordinal());
    assertEquals(4_999_999, report.clients().get(9_999).ordinal());
  }

  @Test
  void figures_twoClassesOfOneClient_areThoseByHand() {
    // Three of class 0 and one of class 1, among as many of each class: 1/2 (1/4 + 1/4).
    ClientData client = client(new float[] {0, 0, 1, 0});
    ClientFigures figures = ClientCount.of(client, 3).figures(client, new long[] {10, 10, 0});

    assertEquals(3, figures.train());
    assertEquals(1, figures.test());
    assertEquals(2, figures.classes());
    assertEquals(0.25, figures.distance(), 1e-12);
    assertEquals(0.8112781244591328, figures.entropy(), 1e-12);
  }

  @Test
  void figures_otherExamples_haveAnotherDigest() {
    ClientData client = client(new float[] {0, 0, 1, 0});
    ClientData other = client(new float[] {0, 0, 1, 2});
    long[] all = {5, 1, 1};

    assertEquals(
        ClientCount.of(client, 3).figures(client, all),
        ClientCount.of(client, 3).figures(client, all));
    assertNotEquals(
        ClientCount.of(client, 3).figures(client, all).digest(),
        ClientCount.of(other, 3).figures(other, all).digest());
  }

  @Test
  void of_anyClient_hasADistanceBetweenZeroAndOne() {
    PopulationReport report =
        PopulationReport.of(new SyntheticClients(new SyntheticClients.Parameters(1, 1, 50, 3)));
    assertTrue(report.clients().stream().allMatch(c -> c.distance() >= 0 && c.distance() <= 1));
    assertTrue(report.meanDistance() > 0.3);
  }

  private static ClientData client(float[] labels) {
    FloatFeatures features = new FloatFeatures(new float[labels.length], 1);
    return new ClientData(
        0,
        "a",
        null,
        Examples.range(features, labels, 0, 3),
        Examples.range(features, labels, 3, 1));
  }
}
