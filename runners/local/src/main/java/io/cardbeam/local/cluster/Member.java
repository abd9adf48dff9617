package io.cardbeam.local.cluster;

import java.util.List;

/**
 * One process of a cluster.
 *
 * @param name of its log, and of its file with the process id
 * @param mainClass of Flink's
 * @param jvm options of Java's
 * @param arguments of the main class
 */
record Member(String name, String mainClass, List<String> jvm, List<String> arguments) {}
