package io.skerry.jobs.fetch;

import io.skerry.core.InvalidInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the files of a set are fetched from. */
public sealed interface Origin {

  /**
   * The bytes of a file from a position on.
   *
   * @param from the position, which may be an earlier one than was asked for
   * @param length of the whole file, or -1 where the origin does not say
   */
  record Rest(long from, long length, InputStream bytes) {}

  /** How the place of a file is called. */
  String place(KnownSet.File file);

  /** Opens a file at a position. */
  Rest open(KnownSet.File file, long from) throws IOException;

  /** Each file's canonical place. */
  static Origin canonical() {
    return new Web("");
  }

  /**
   * Another place that has the files under their names.
   *
   * @param mirror a URL or a folder
   */
  static Origin mirror(String mirror) {
    if (mirror.startsWith("http://") || mirror.startsWith("https://")) {
      return new Web(mirror.endsWith("/") ? mirror : mirror + "/");
    }
    if (!Files.isDirectory(Path.of(mirror))) {
      throw new InvalidInputException(
          "--mirror: expected a URL that starts with http:// or https://, or a folder, not "
              + mirror);
    }
    return new Folder(Path.of(mirror));
  }

  /** A folder of this machine. */
  record Folder(Path folder) implements Origin {
    @Override
    public String place(KnownSet.File file) {
      return folder.resolve(file.name()).toString();
    }

    @Override
    public Rest open(KnownSet.File file, long from) throws IOException {
      Path path = folder.resolve(file.name());
      if (!Files.isRegularFile(path)) {
        throw new FileNotFoundException("there is no such file");
      }
      InputStream bytes = Files.newInputStream(path);
      bytes.skipNBytes(Math.min(from, Files.size(path)));
      return new Rest(from, Files.size(path), bytes);
    }
  }

  /**
   * A web server.
   *
   * @param folder URL with a slash at the end; empty for each file's own
   */
  record Web(String folder) implements Origin {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d{1,18}|\\*)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .build();

    @Override
    public String place(KnownSet.File file) {
      return (folder.isEmpty() ? file.folder() : folder) + file.name();
    }

    @Override
    public Rest open(KnownSet.File file, long from) throws IOException {
      HttpRequest.Builder request = HttpRequest.newBuilder(uri(file)).timeout(PATIENCE);
      if (from > 0) {
        request.header("Range", "bytes=" + from + "-");
      }
      HttpResponse<InputStream> response = send(request.build());
      if (response.statusCode() == 200) {
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        return new Rest(0, length, response.body());
      }
      Matcher range = RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
      if (response.statusCode() == 206 && range.matches() && range.group(1).equals("" + from)) {
        String length = range.group(2);
        return new Rest(from, length.equals("*") ? -1 : Long.parseLong(length), response.body());
      }
      response.body().close();
      if (from > 0) {
        return open(file, 0);
      }
      throw new IOException("the server answers with status " + response.statusCode());
    }

    private URI uri(KnownSet.File file) {
      try {
        return URI.create(place(file));
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException("--mirror: expected a URL, not " + folder, e);
      }
    }

    private static HttpResponse<InputStream> send(HttpRequest request) throws IOException {
      try {
        return CLIENT.send(request, BodyHandlers.ofInputStream());
      } catch (IllegalArgumentException e) {
        throw new IOException("it is no address of a server", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }
}
