package io.skerry.partitioners.report;

import io.skerry.core.data.ClientData;
import io.skerry.core.data.Examples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** One client's examples by class. */
record ClientCount(int[] labels) {

  static ClientCount of(ClientData client, int classes) {
    int[] labels = new int[classes];
    for (Examples part : new Examples[] {client.train(), client.test()}) {
      for (int i = 0; i < part.size(); i++) {
        labels[classes == 1 ? 0 : (int) part.label(i)]++;
      }
    }
    return new ClientCount(labels);
  }

  void addTo(long[] sum) {
    Arrays.setAll(sum, c -> sum[c] + labels[c]);
  }

  ClientFigures figures(ClientData client, long[] population) {
    double own = Math.max(1, Arrays.stream(labels).sum());
    double all = Math.max(1, Arrays.stream(population).sum());
    int classes = 0;
    double entropy = 0;
    double distance = 0;
    for (int c = 0; c < labels.length; c++) {
      double share = labels[c] / own;
      if (share > 0) {
        classes++;
        entropy -= share * StrictMath.log(share) / StrictMath.log(2);
      }
      distance += Math.abs(share - population[c] / all) / 2;
    }
    return new ClientFigures(
        client.ordinal(),
        client.id(),
        client.train().size(),
        client.test().size(),
        classes,
        Math.max(0, entropy),
        distance,
        digest(client));
  }

  private static String digest(ClientData client) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Examples part : new Examples[] {client.train(), client.test()}) {
        float[] row = new float[part.width() + 1];
        ByteBuffer bytes =
            ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < part.size(); i++) {
          part.gather(i, row, 0);
          row[part.width()] = part.label(i);
          bytes.asFloatBuffer().put(row);
          sha.update(bytes.array());
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
