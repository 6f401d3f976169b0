package dev.trainyard.aws.emulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs tests where an {@link Emulator} is there that can do what they need. Elsewhere the build's output names them and
 * says why they did not run.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EmulatorCondition.class)
@ResourceLock("the emulator")
public @interface OnEmulator {
  /** What the tests need. */
  Ability[] value();
}
