package io.skerry.jobs.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skerry.core.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server on the loopback interface. */
final class DownloadTest {
  private static final byte[] CONTENT = new byte[200_000];

  static {
    for (int i = 0; i < CONTENT.length; i++) {
      CONTENT[i] = (byte) (i * 31 >> 4);
    }
  }

  @TempDir private Path directory;
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private Path target;
  private Path part;

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    target = directory.resolve("set/file.bin");
    part = directory.resolve("set/file.bin.part");
    Files.createDirectories(target.getParent());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetch_wholeFile_isThereUnderItsNameAlone() throws Exception {
    serve(exchange -> body(exchange, 200, CONTENT, CONTENT.length));

    assertEquals(1, fetch());
    assertFetched();
    assertEquals(List.of("none"), ranges);
    assertEquals(0, fetch());
    assertEquals(1, ranges.size(), "what is there is not fetched again");
  }

  @Test
  void fetch_interrupted_goesOnFromThere() throws Exception {
    serve(exchange -> body(exchange, 200, Arrays.copyOf(CONTENT, 70_000), CONTENT.length));
    String refusal = refusal();
    long first = Files.size(part);
    assertTrue(first > 0 && first <= 70_000, "" + first);
    assertTrue(
        refusal.startsWith(url() + ": the transfer ended after " + first + " of 200000 bytes"),
        refusal);
    assertTrue(refusal.endsWith("; the same command goes on from there"), refusal);
    assertTrue(Files.notExists(target));

    serve(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Range", "bytes " + first + "-199999/200000");
          byte[] rest = Arrays.copyOfRange(CONTENT, (int) first, CONTENT.length);
          body(exchange, 206, rest, rest.length);
        });
    assertEquals(1, fetch());
    assertFetched();
    assertEquals(List.of("none", "bytes=" + first + "-"), ranges);
  }

  @Test
  void fetch_serverWithoutRanges_startsAnew() throws Exception {
    Files.write(part, Arrays.copyOf(CONTENT, 5));
    serve(exchange -> body(exchange, 200, CONTENT, CONTENT.length));

    assertEquals(1, fetch());
    assertFetched();
    assertEquals(List.of("bytes=5-"), ranges);
  }

  @ParameterizedTest
  @ValueSource(strings = {"416", "206 of another place"})
  void fetch_rangeThatIsRefusedOrWrong_startsAnew(String kind) throws Exception {
    Files.write(part, Arrays.copyOf(CONTENT, 5));
    serve(
        exchange -> {
          if (exchange.getRequestHeaders().getFirst("Range") == null) {
            body(exchange, 200, CONTENT, CONTENT.length);
          } else if (kind.equals("416")) {
            body(exchange, 416, new byte[0], 0);
          } else {
            exchange.getResponseHeaders().add("Content-Range", "bytes 9-199999/200000");
            body(exchange, 206, CONTENT, CONTENT.length - 9);
          }
        });

    assertEquals(1, fetch());
    assertFetched();
    assertEquals(List.of("bytes=5-", "none"), ranges);
  }

  @Test
  void fetch_wholePartFile_isCheckedAndTaken() throws Exception {
    Files.write(part, CONTENT);
    assertEquals(1, fetch());
    assertFetched();
    assertEquals(List.of(), ranges);
  }

  @Test
  void fetch_otherContent_isRefusedAndLeavesNothing() throws Exception {
    byte[] other = CONTENT.clone();
    other[199_999] ^= 1;
    serve(exchange -> body(exchange, 200, other, other.length));

    assertEquals(
        url()
            + ": expected SHA-256 "
            + sha256(CONTENT)
            + ", not "
            + sha256(other)
            + "; nothing is kept",
        refusal());
    assertNothing();
  }

  @Test
  void fetch_moreBytes_isRefusedAndLeavesNothing() throws Exception {
    byte[] more = Arrays.copyOf(CONTENT, CONTENT.length + 1);
    serve(exchange -> body(exchange, 200, more, 0)); // chunked: the length is not declared
    assertEquals(url() + ": expected 200000 bytes, but there are more; nothing is kept", refusal());
    assertNothing();
  }

  @Test
  void fetch_otherDeclaredLength_isRefusedBeforeAnythingIsWritten() throws Exception {
    serve(exchange -> body(exchange, 200, new byte[9], 9));
    assertEquals(url() + ": expected 200000 bytes, but there are 9", refusal());
    assertNothing();
  }

  @Test
  void fetch_noSuchFile_isRefused() throws Exception {
    serve(exchange -> body(exchange, 404, new byte[9], 9));
    assertEquals(url() + ": cannot be fetched: the server answers with status 404", refusal());
    assertNothing();
  }

  @Test
  void fetch_noServer_isRefused() throws Exception {
    server.stop(0);
    String refusal = refusal();
    assertTrue(refusal.startsWith(url() + ": cannot be fetched: "), refusal);
    assertNothing();
  }

  @Test
  void fetch_anotherFileOfThatName_isLeftAlone() throws Exception {
    Files.writeString(target, "mine");
    assertEquals(
        target + " is there and is another file, expected SHA-256 " + sha256(CONTENT), refusal());
    assertEquals("mine", Files.readString(target));
  }

  @Test
  void fetch_fromAFolder_goesOnAsFromAServer() throws Exception {
    Path mirror = Files.createDirectories(directory.resolve("mirror"));
    Files.write(mirror.resolve("file.bin"), CONTENT);
    Files.write(part, Arrays.copyOf(CONTENT, 100));

    assertEquals(1, Download.fetch(set(), Origin.mirror(mirror.toString()), target.getParent()));
    assertFetched();
  }

  @Test
  void fetch_fromAFolderWithoutIt_isRefused() {
    Origin mirror = Origin.mirror(directory.toString());
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class, () -> Download.fetch(set(), mirror, target.getParent()));
    assertEquals(
        directory.resolve("file.bin") + ": cannot be fetched: there is no such file",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://somewhere/x", "no-such-folder"})
  void mirror_neitherWebNorFolder_isRefused(String mirror) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> Origin.mirror(mirror));
    assertEquals(
        "--mirror: expected a URL that starts with http:// or https://, or a folder, not " + mirror,
        e.getMessage());
  }

  @Test
  void all_knownSets_haveFilesWithChecksums() {
    Set<String> places = new HashSet<>();
    for (KnownSet set : KnownSet.ALL) {
      assertTrue(set.name().matches("[a-z0-9-]+"), set.name());
      assertEquals(set, KnownSet.named(set.name()));
      assertFalse(set.files().isEmpty());
      for (KnownSet.File file : set.files()) {
        assertTrue(file.name().matches("[A-Za-z0-9][A-Za-z0-9.-]*"), file.name());
        assertTrue(file.folder().matches("https?://[^/]+/.*/|http://[^/]+/"), file.folder());
        assertTrue(file.sha256().matches("[0-9a-f]{64}"), file.sha256());
        assertTrue(file.bytes() > 0);
        assertTrue(places.add(file.folder() + file.name()));
        assertTrue(places.add(file.sha256()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adult", "shakespeare"})
  void fetch_fromTheRealFiles_knowsTheirChecksums(String name) {
    String root = System.getenv("SKERRY_DATA");
    assumeTrue(root != null, "skipped: SKERRY_DATA does not name the folder of data sets");
    Path mirror = Path.of(root, name);
    assumeTrue(Files.exists(mirror), "skipped: there is no " + mirror);

    KnownSet set = KnownSet.named(name);
    assertEquals(
        set.files().size(),
        Download.fetch(set, Origin.mirror(mirror.toString()), directory.resolve(name)));
  }

  private void serve(Answer answer) {
    try {
      server.removeContext("/data/file.bin");
    } catch (IllegalArgumentException e) {
      assertTrue(ranges.isEmpty(), "the first answer");
    }
    server.createContext(
        "/data/file.bin",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(range == null ? "none" : range);
          answer.to(exchange);
        });
  }

  /** Answers with some bytes; where more are declared, the connection is cut off after them. */
  private static void body(HttpExchange exchange, int status, byte[] bytes, long declared)
      throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : declared);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      out.write(bytes, 0, declared == 0 ? bytes.length : (int) Math.min(bytes.length, declared));
    }
  }

  private int fetch() {
    return Download.fetch(
        set(), Origin.mirror("http://127.0.0.1:" + port() + "/data"), target.getParent());
  }

  private String refusal() {
    return assertThrows(InvalidInputException.class, this::fetch).getMessage();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private String url() {
    return "http://127.0.0.1:" + port() + "/data/file.bin";
  }

  private static KnownSet set() {
    return new KnownSet(
        "set",
        "a set",
        "free",
        List.of(
            new KnownSet.File(
                "http://nowhere.invalid/", "file.bin", CONTENT.length, sha256(CONTENT))));
  }

  private void assertFetched() throws IOException {
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertTrue(Files.notExists(part));
  }

  private void assertNothing() throws IOException {
    try (Stream<Path> files = Files.list(target.getParent())) {
      assertEquals(List.of(), files.toList());
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
