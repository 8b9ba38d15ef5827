package io.skerry.core.round;

import io.skerry.core.data.ClientBlock;
import io.skerry.core.data.Population;
import io.skerry.core.metrics.ClientRows;
import io.skerry.core.pipeline.ClientWorker;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Runs clients on threads of this JVM; each population is opened once, as one block. */
public final class LocalRoundRunner implements RoundRunner {
  /** Slices of a cohort for each thread: what is read together, and how evenly threads end. */
  private static final int SLICES = 16;

  private final int threads;
  private final ExecutorService pool;
  private final Map<Population, ClientBlock> blocks = new IdentityHashMap<>();

  /** A runner with the given number of threads. */
  public LocalRoundRunner(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "clients");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public <A extends Serializable> RoundPart<A> train(
      Population population, RoundTask<A> task, float[] model) {
    ClientBlock block = block(population);
    long[] cohort = task.cohort(block.from(), block.until());
    Slices slices = new Slices(cohort);
    RoundPart<A> whole = task.zero();
    onEachThread(
            () -> {
              try (RoundSession<A> session = task.open(model)) {
                slices.forEach(slice -> block.forEach(slice, task.round, session::train));
                return session.part();
              }
            })
        .forEach(part -> task.merge(whole, part));
    return whole;
  }

  @Override
  public ClientRows evaluate(Population population, EvaluationTask task, float[] model) {
    ClientBlock block = block(population);
    Slices slices = new Slices(task.clients(block.from(), block.until()));
    ClientRows whole = new ClientRows();
    onEachThread(
            () -> {
              ClientRows rows = new ClientRows();
              try (ClientWorker worker = task.open(model)) {
                slices.forEach(
                    slice ->
                        block.forEach(
                            slice, task.round, client -> task.evaluate(worker, client, rows)));
              }
              return rows;
            })
        .forEach(whole::addAll);
    return whole;
  }

  @Override
  public void close() {
    pool.shutdownNow();
    blocks.clear();
  }

  private ClientBlock block(Population population) {
    return blocks.computeIfAbsent(population, p -> p.open(0, p.spec().clients()));
  }

  /** Ascending ordinals, taken slice by slice by whichever thread is free. */
  private final class Slices {
    private final long[] ordinals;
    private final int size;
    private final AtomicInteger next = new AtomicInteger();

    Slices(long[] ordinals) {
      this.ordinals = ordinals;
      this.size = Math.max(1, ordinals.length / (SLICES * threads));
    }

    void forEach(Consumer<long[]> work) {
      for (int at; (at = next.getAndAdd(size)) < ordinals.length; ) {
        work.accept(Arrays.copyOfRange(ordinals, at, Math.min(at + size, ordinals.length)));
      }
    }
  }

  private <T> List<T> onEachThread(Callable<T> work) {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      futures.add(pool.submit(work));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while clients were running", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
    return results;
  }
}
