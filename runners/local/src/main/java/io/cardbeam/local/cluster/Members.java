package io.cardbeam.local.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/** The processes of a cluster, in the order in which they start. */
final class Members {
  static final String ZOOKEEPER = "zookeeper";
  static final String JOB_MANAGER = "jobmanager";

  /** Those who coordinate, in the order in which they end. */
  static final List<String> COORDINATORS = List.of(JOB_MANAGER, ZOOKEEPER);

  private static final String TASK_MANAGER = "taskmanager-";

  /** What Flink and Beam need of Java 17 beyond what the launcher opens. */
  private static final String EXPORTS = "--add-exports=java.base/sun.net.util=ALL-UNNAMED";

  private Members() {}

  /** Names of them. */
  static List<String> names(ClusterSize size) {
    List<String> names = new ArrayList<>(List.of(ZOOKEEPER, JOB_MANAGER));
    for (int i = 1; i <= size.taskManagers(); i++) {
      names.add(TASK_MANAGER + i);
    }
    return names;
  }

  /**
   * All of them, by the settings that {@link ClusterSettings} wrote.
   *
   * @param opens options with which Java lets Beam and Flink in, as the launcher has them
   */
  static List<Member> of(ClusterFolder folder, List<String> opens) throws IOException {
    Configuration conf = GlobalConfiguration.loadConfiguration(folder.conf().toString());
    List<Member> members = new ArrayList<>();
    for (String name : names(folder.size())) {
      List<String> jvm = new ArrayList<>(opens);
      jvm.add(EXPORTS);
      jvm.add("-Dlogback.configurationFile=" + folder.conf().resolve(ClusterSettings.LOGGING));
      jvm.add("-Dlog.file=" + folder.log(name));
      members.add(
          switch (name) {
            case ZOOKEEPER -> zookeeper(folder, jvm);
            case JOB_MANAGER -> jobManager(folder, conf, jvm);
            default -> taskManager(name, folder, conf, jvm);
          });
    }
    return members;
  }

  private static Member zookeeper(ClusterFolder folder, List<String> jvm) {
    jvm.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC"));
    return new Member(
        ZOOKEEPER,
        FlinkZooKeeperQuorumPeer.class.getName(),
        jvm,
        List.of(
            "--zkConfigFile",
            folder.conf().resolve(ClusterSettings.ZOOKEEPER).toString(),
            "--peerId",
            "1"));
  }

  private static Member jobManager(ClusterFolder folder, Configuration conf, List<String> jvm) {
    JobManagerProcessSpec memory =
        JobManagerProcessUtils.processSpecFromConfigWithNewOptionToInterpretLegacyHeap(
            conf, JobManagerOptions.JVM_HEAP_MEMORY);
    jvm.addAll(words(JobManagerProcessUtils.generateJvmParametersStr(memory, conf)));
    List<String> arguments = new ArrayList<>(List.of("--configDir", folder.conf().toString()));
    arguments.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    return new Member(
        JOB_MANAGER, StandaloneSessionClusterEntrypoint.class.getName(), jvm, arguments);
  }

  private static Member taskManager(
      String name, ClusterFolder folder, Configuration conf, List<String> jvm) {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(conf);
    jvm.addAll(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
    List<String> arguments = new ArrayList<>(List.of("--configDir", folder.conf().toString()));
    arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    return new Member(name, TaskManagerRunner.class.getName(), jvm, arguments);
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }
}
