package dev.perf.report.history;

import dev.perf.report.history.PastRun.Build;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What CI servers say of a build in environment variables: GitHub Actions, GitLab, Jenkins, Azure, Buildkite, CircleCI. */
final class CiServer {

    private static final List<String> COMMIT = List.of(
            "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT", "BUILD_SOURCEVERSION", "BUILDKITE_COMMIT", "CIRCLE_SHA1");
    private static final List<String> BRANCH = List.of(
            "GITHUB_HEAD_REF",
            "GITHUB_REF_NAME",
            "CI_COMMIT_REF_NAME",
            "BRANCH_NAME",
            "GIT_BRANCH",
            "BUILD_SOURCEBRANCHNAME",
            "BUILDKITE_BRANCH",
            "CIRCLE_BRANCH");

    private CiServer() {}

    /** Returns what was built; tags that say it come first. */
    static Build build(Map<String, String> tags, Map<String, String> environment) {
        String commit = tags.get("commit");
        String branch = tags.get("branch");
        return new Build(
                commit == null ? first(COMMIT, environment) : commit,
                branch == null ? first(BRANCH, environment) : branch);
    }

    /** Returns the name of a kind of machine: hosts that are thrown away after a job have another name each time. */
    static String machine(String host, Map<String, String> tags, Map<String, String> environment) {
        String given = tags.get("machine");
        if (given != null) {
            return given;
        }
        if ("github-hosted".equals(environment.get("RUNNER_ENVIRONMENT"))) {
            return ("github-hosted " + environment.getOrDefault("ImageOS", "")).strip();
        }
        String runner = first(List.of("CI_RUNNER_DESCRIPTION", "NODE_NAME"), environment);
        return runner == null ? host : runner;
    }

    private static @Nullable String first(List<String> names, Map<String, String> environment) {
        return names.stream()
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
