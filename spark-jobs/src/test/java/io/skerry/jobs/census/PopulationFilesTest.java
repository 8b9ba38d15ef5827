package io.skerry.jobs.census;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skerry.core.data.Population;
import io.skerry.jobs.storage.Storage;
import io.skerry.partitioners.generated.FedProxSynthetic;
import io.skerry.partitioners.report.PopulationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PopulationFilesTest {
  @TempDir private Path directory;

  @Test
  void write_aPopulation_givesAPageTwoPlotsAndOneRowAClient() throws Exception {
    Population population =
        new FedProxSynthetic(new FedProxSynthetic.Parameters(false, 1, 1, 30, 0, 0));
    PopulationFiles.write(
        Storage.local(),
        directory.toString(),
        "a <b>",
        population.spec(),
        PopulationReport.of(population));

    List<String> rows = Files.readAllLines(directory.resolve("clients.csv"));
    assertEquals(31, rows.size());
    assertEquals("client,id,train,test,classes,entropy,distance,digest", rows.get(0));
    assertTrue(rows.get(1).startsWith("0,f_00000,1718,191,"), rows.get(1));
    String page = Files.readString(directory.resolve("population.html"));
    assertTrue(page.contains("22349, mean 744.97, standard deviation "), "the samples");
    assertTrue(page.contains("<h1>a &lt;b&gt;</h1>"), "the name");
    assertTrue(page.contains("<tr><td>f_00029<td>"), "the clients");
    assertFalse(page.contains("src=\"http"), "what is not in the page");
    assertEquals(900, ImageIO.read(directory.resolve("labels.png").toFile()).getWidth());
    assertEquals(900, ImageIO.read(directory.resolve("sizes.png").toFile()).getWidth());
  }
}
