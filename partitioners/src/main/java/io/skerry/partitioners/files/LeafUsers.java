package io.skerry.partitioners.files;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The users of several LEAF files, file after file; no user may occur in two of them. */
final class LeafUsers implements LeafStream {
  private final Iterator<InputFile> files;
  private final LeafSet set;
  private final Set<String> seen = new HashSet<>();
  private @Nullable LeafFile current;

  LeafUsers(List<InputFile> files, LeafSet set) {
    this.files = files.iterator();
    this.set = set;
  }

  @Override
  public @Nullable LeafUser next() {
    while (true) {
      LeafUser user = current == null ? null : current.next();
      if (user != null) {
        if (!seen.add(user.id())) {
          throw user.refusal("expected each user once, but an earlier file has it");
        }
        return user;
      }
      close();
      if (!files.hasNext()) {
        return null;
      }
      current = new LeafFile(files.next(), set);
    }
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
