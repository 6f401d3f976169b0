/**
 * The runtime for {@code provided.al2023}, proven without AWS: {@code /opt/bootstrap} in a sandbox that holds the two
 * layers and a node's code alone, against a Runtime API of these tests, and against AWS's own interface emulator where
 * one is given. Around it stand so much of Lambda's execution environments, their faults and their log that the suites
 * of engines run through it, behind the engine of the product and a Lambda of the tests.
 */
@NullMarked
package dev.trainyard.aws.runtimeapi;

import org.jspecify.annotations.NullMarked;
