package io.skerry.privacy.accounting;

import io.skerry.core.InvalidInputException;
import io.skerry.privacy.accounting.PrivacyEvent.Composed;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussian;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteGaussianSum;
import io.skerry.privacy.accounting.PrivacyEvent.DiscreteLaplace;
import io.skerry.privacy.accounting.PrivacyEvent.EpsilonDelta;
import io.skerry.privacy.accounting.PrivacyEvent.FixedSizeSampled;
import io.skerry.privacy.accounting.PrivacyEvent.Gaussian;
import io.skerry.privacy.accounting.PrivacyEvent.Group;
import io.skerry.privacy.accounting.PrivacyEvent.Laplace;
import io.skerry.privacy.accounting.PrivacyEvent.MatrixFactorization;
import io.skerry.privacy.accounting.PrivacyEvent.NonPrivate;
import io.skerry.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.skerry.privacy.accounting.PrivacyEvent.SelfComposed;
import io.skerry.privacy.accounting.PrivacyEvent.Skellam;
import io.skerry.privacy.accounting.PrivacyEvent.TreeAggregation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events as text that reads back to an equal event, to the bit of each number, such as {@code
 * PoissonSampled[rate=0.01, event=Gaussian[noiseMultiplier=1.0]]}.
 */
public final class PrivacyEventText {
  private final String text;
  private int at;

  private PrivacyEventText(String text) {
    this.text = text;
  }

  /** The text of an event. */
  public static String of(PrivacyEvent event) {
    return event.toString();
  }

  /**
   * The event of a text.
   *
   * @throws InvalidInputException where it is not the text of an event
   */
  public static PrivacyEvent parse(String text) {
    PrivacyEventText reader = new PrivacyEventText(text);
    PrivacyEvent event = reader.event();
    if (reader.at != text.length()) {
      throw reader.refusal();
    }
    return event;
  }

  private PrivacyEvent event() {
    String name = word();
    Map<String, Object> fields = new LinkedHashMap<>();
    expect('[');
    while (!next(']')) {
      String field = word();
      expect('=');
      fields.put(field, value());
      next(',');
      next(' ');
    }
    return event(name, fields);
  }

  private PrivacyEvent event(String name, Map<String, Object> fields) {
    return switch (name) {
      case "Gaussian" -> new Gaussian(number(fields, "noiseMultiplier"));
      case "Laplace" -> new Laplace(number(fields, "noiseMultiplier"));
      case "DiscreteLaplace" ->
          new DiscreteLaplace(number(fields, "rate"), count(fields, "sensitivity"));
      case "DiscreteGaussian" ->
          new DiscreteGaussian(number(fields, "sigma"), count(fields, "sensitivity"));
      case "DiscreteGaussianSum" ->
          new DiscreteGaussianSum(
              count(fields, "clients"),
              number(fields, "sigma"),
              number(fields, "sensitivity"),
              count(fields, "dimension"));
      case "Skellam" ->
          new Skellam(number(fields, "variance"), number(fields, "l1"), number(fields, "l2"));
      case "EpsilonDelta" -> new EpsilonDelta(number(fields, "epsilon"), number(fields, "delta"));
      case "TreeAggregation" ->
          new TreeAggregation(number(fields, "noiseMultiplier"), count(fields, "steps"));
      case "MatrixFactorization" ->
          new MatrixFactorization(number(fields, "noiseMultiplier"), number(fields, "sensitivity"));
      case "PoissonSampled" ->
          new PoissonSampled(number(fields, "rate"), field(fields, "event", PrivacyEvent.class));
      case "FixedSizeSampled" ->
          new FixedSizeSampled(
              count(fields, "sample"),
              count(fields, "population"),
              field(fields, "event", PrivacyEvent.class));
      case "Group" -> new Group(count(fields, "size"), field(fields, "event", PrivacyEvent.class));
      case "Composed" ->
          new Composed(
              field(fields, "events", List.class).stream().map(PrivacyEvent.class::cast).toList());
      case "SelfComposed" ->
          new SelfComposed(field(fields, "event", PrivacyEvent.class), count(fields, "count"));
      case "NonPrivate" -> new NonPrivate();
      default -> throw refusal();
    };
  }

  /** An event, a list of events or the text of a number. */
  private Object value() {
    if (next('[')) {
      List<Object> values = new ArrayList<>();
      while (!next(']')) {
        values.add(event());
        next(',');
        next(' ');
      }
      return values;
    }
    int end = at;
    while (end < text.length() && "[],".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '[') {
      return event();
    }
    String number = text.substring(at, end);
    at = end;
    return number;
  }

  private String word() {
    int end = at;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    String word = text.substring(at, end);
    at = end;
    return word;
  }

  private boolean next(char c) {
    boolean here = at < text.length() && text.charAt(at) == c;
    at += here ? 1 : 0;
    return here;
  }

  private void expect(char c) {
    if (!next(c)) {
      throw refusal();
    }
  }

  private double number(Map<String, Object> fields, String name) {
    try {
      return Double.parseDouble(field(fields, name, String.class));
    } catch (NumberFormatException e) {
      throw refusal();
    }
  }

  private long count(Map<String, Object> fields, String name) {
    try {
      return Long.parseLong(field(fields, name, String.class));
    } catch (NumberFormatException e) {
      throw refusal();
    }
  }

  private <T> T field(Map<String, Object> fields, String name, Class<T> type) {
    Object value = fields.get(name);
    if (!type.isInstance(value)) {
      throw refusal();
    }
    return type.cast(value);
  }

  private InvalidInputException refusal() {
    return new InvalidInputException("'" + text + "' is not the text of a privacy event");
  }
}
