/** Starts the built distribution as a process and speaks to it: for the journeys and the benchmarks. */
@NullMarked
package dev.trainyard.journeys.driver;

import org.jspecify.annotations.NullMarked;
