package dev.trainyard.aws.runtimeapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Runs tests where the machine allows sandboxes. Elsewhere the build's output names them and says why not. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SandboxCondition.class)
@ResourceLock("the engine in the sandbox")
public @interface OnSandbox {
}
