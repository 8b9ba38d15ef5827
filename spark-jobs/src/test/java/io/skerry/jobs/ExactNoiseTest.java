package io.skerry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.Type;
import org.junit.jupiter.api.Test;

/**
 * Between secret bits and the noisy sum of a discrete law there is no floating-point number: no
 * instruction of any method that is reached from there knows one. Constructors are left out: they
 * see parameters of the law, never a draw.
 */
final class ExactNoiseTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPackages("io.skerry.core", "io.skerry.privacy");

  @Test
  void discreteNoise_fromTheBitsToTheSum_isWholeNumbersOnly() {
    Set<JavaMethod> reached =
        reachedFrom(
            method("io.skerry.privacy.NoiseLaw$Exact", "addTo"),
            method("io.skerry.core.sum.RingSum", "merge"),
            method("io.skerry.core.sum.RingSum", "replace"),
            method("io.skerry.privacy.secureaggregation.KeyExchange$Half", "apply"));

    List<String> names = reached.stream().map(ExactNoiseTest::name).toList();
    for (String expected :
        List.of(
            "DiscreteGaussian.draw",
            "DiscreteLaplace.draw",
            "Skellam.draw",
            "Poisson.draw",
            "Coins.exp",
            "SecretStream.nextLong",
            "KeyStream.fill",
            "RingSum.add",
            "ClientSecrets.maskWith")) {
      assertTrue(names.contains(expected), expected + " in " + names);
    }
    assertEquals(List.of(), reached.stream().flatMap(m -> doubles(m).stream()).toList());
  }

  @Test
  void gaussianNoise_isFoundToBeFloatingPoint() {
    Set<JavaMethod> reached = reachedFrom(method("io.skerry.privacy.NoiseLaw$Rounded", "addTo"));

    assertFalse(reached.stream().flatMap(m -> doubles(m).stream()).toList().isEmpty());
  }

  /** Methods of ours that these call, overriding ones included. */
  private static Set<JavaMethod> reachedFrom(JavaMethod... roots) {
    Set<JavaMethod> reached = new LinkedHashSet<>();
    Deque<JavaMethod> next = new ArrayDeque<>(List.of(roots));
    while (!next.isEmpty()) {
      JavaMethod method = next.pop();
      if (reached.add(method)) {
        Stream.concat(
                method.getMethodCallsFromSelf().stream(),
                method.getMethodReferencesFromSelf().stream())
            .map(JavaAccess::getTarget)
            .flatMap(target -> target.resolveMember().stream())
            .filter(JavaMethod.class::isInstance)
            .map(JavaMethod.class::cast)
            .filter(target -> target.getOwner().getPackageName().startsWith("io.skerry"))
            .flatMap(ExactNoiseTest::withOverrides)
            .forEach(next::push);
      }
    }
    return reached;
  }

  private static Stream<JavaMethod> withOverrides(JavaMethod method) {
    String[] parameters =
        method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
    return Stream.concat(
        Stream.of(method),
        method.getOwner().getAllSubclasses().stream()
            .flatMap(c -> c.tryGetMethod(method.getName(), parameters).stream()));
  }

  private static JavaMethod method(String owner, String name) {
    return CLASSES.get(owner).getMethods().stream()
        .filter(m -> m.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String name(JavaCodeUnit method) {
    return method.getOwner().getSimpleName() + "." + method.getName();
  }

  /** Where a method handles a floating-point number. */
  private static List<String> doubles(JavaMethod method) {
    List<String> found = new ArrayList<>();
    String file = "/" + method.getOwner().getName().replace('.', '/') + ".class";
    try (InputStream in = ExactNoiseTest.class.getResourceAsStream(file)) {
      new ClassReader(in)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String s, String[] e) {
                  // The bodies of lambdas stand beside the method that makes them.
                  boolean inside =
                      name.equals(method.getName()) && descriptor.equals(method.getDescriptor());
                  boolean lambda = name.startsWith("lambda$" + method.getName() + "$");
                  return inside || lambda ? new Finder(name(method), descriptor, found) : null;
                }
              },
              ClassReader.SKIP_DEBUG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static final class Finder extends MethodVisitor {
    private final String method;
    private final List<String> found;

    Finder(String method, String descriptor, List<String> found) {
      super(Opcodes.ASM9);
      this.method = method;
      this.found = found;
      requireWhole(descriptor);
    }

    @Override
    public void visitInsn(int opcode) {
      boolean floating =
          (opcode >= Opcodes.FCONST_0 && opcode <= Opcodes.DCONST_1)
              || opcode == Opcodes.FALOAD
              || opcode == Opcodes.DALOAD
              || opcode == Opcodes.FASTORE
              || opcode == Opcodes.DASTORE
              // Arithmetic comes as int, long, float, double.
              || (opcode >= Opcodes.IADD && opcode <= Opcodes.DNEG && (opcode & 2) != 0)
              || opcode == Opcodes.I2F
              || opcode == Opcodes.I2D
              || opcode == Opcodes.L2F
              || (opcode >= Opcodes.L2D && opcode <= Opcodes.D2F)
              || (opcode >= Opcodes.FCMPL && opcode <= Opcodes.DCMPG)
              || opcode == Opcodes.FRETURN
              || opcode == Opcodes.DRETURN;
      require(!floating, "instruction " + opcode);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      boolean floating =
          opcode == Opcodes.FLOAD
              || opcode == Opcodes.DLOAD
              || opcode == Opcodes.FSTORE
              || opcode == Opcodes.DSTORE;
      require(!floating, "variable " + variable);
    }

    @Override
    public void visitLdcInsn(Object value) {
      require(!(value instanceof Float || value instanceof Double), "constant " + value);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      requireWhole(descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (!name.equals("<init>")) {
        requireWhole(descriptor);
      }
    }

    private void requireWhole(String descriptor) {
      Stream<Type> types =
          descriptor.startsWith("(")
              ? Stream.concat(
                  Stream.of(Type.getArgumentTypes(descriptor)),
                  Stream.of(Type.getReturnType(descriptor)))
              : Stream.of(Type.getType(descriptor));
      require(
          types
              .map(Type::getDescriptor)
              .noneMatch(t -> t.matches("\\[*[FD]") || t.matches("Ljava/lang/(Float|Double);")),
          descriptor);
    }

    private void require(boolean holds, String what) {
      if (!holds) {
        found.add(method + ": " + what);
      }
    }
  }
}
