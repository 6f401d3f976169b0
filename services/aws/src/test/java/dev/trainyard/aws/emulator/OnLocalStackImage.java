package dev.trainyard.aws.emulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs tests where a Docker engine answers and has, or can fetch, the image of LocalStack. Elsewhere the build's output
 * names them and says why they did not run.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LocalStackImage.class)
public @interface OnLocalStackImage {
}
