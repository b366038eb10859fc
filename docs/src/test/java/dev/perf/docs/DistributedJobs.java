package dev.perf.docs;

import dev.perf.LoadTest;
import dev.perf.distributed.AgentSummary;
import dev.perf.distributed.AttemptResult;
import dev.perf.distributed.Job;
import dev.perf.distributed.JobRequest;
import dev.perf.distributed.JobStatus;
import dev.perf.distributed.Placement;
import dev.perf.distributed.Priority;
import dev.perf.distributed.QueueOptions;
import dev.perf.distributed.QueueSummary;
import dev.perf.distributed.TestQueue;
import dev.perf.fleet.Fleet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The snippets of distributed-jobs.md. */
final class DistributedJobs {

    private DistributedJobs() {}

    static void queue(List<LoadTest> tests) throws InterruptedException {
        // tag::queue[]
        Fleet fleet = Fleet.of("load1:7900", "load2:7900", "load3:7900");
        try (TestQueue queue = TestQueue.on(fleet, Path.of("queue"))) {
            for (LoadTest test : tests) {
                queue.submit(JobRequest.of(test));
            }
            QueueSummary summary = queue.awaitAll();
            System.out.println("passed: " + summary.passed() + " of " + summary.submitted());
        }
        // end::queue[]
    }

    static JobRequest request(LoadTest checkout, Instant tonight) {
        // tag::request[]
        JobRequest request = JobRequest.of(checkout)
                .id("checkout-nightly")
                .priority(Priority.HIGH)
                .require("os", "linux")
                .agents(2, 4)
                .timeout(Duration.ofHours(1))
                .retries(3)
                .backOff(Duration.ofSeconds(10), Duration.ofMinutes(2))
                .notBefore(tonight)
                .tag("team", "payments");
        // end::request[]
        return request;
    }

    static QueueOptions options() {
        // tag::options[]
        QueueOptions options = QueueOptions.DEFAULTS
                .placement(Placement.roundRobin())
                .atMost(4)
                .ageing(Duration.ofMinutes(15));
        // end::options[]
        return options;
    }

    static void watch(TestQueue queue, Job job) throws InterruptedException {
        // tag::watch[]
        for (AgentSummary agent : queue.agents()) {
            System.out.println(agent.name() + ": " + agent.state() + ", runs " + agent.runningJobs() + ", done "
                    + agent.done() + ", passed " + agent.passed() + ", lost " + agent.lost());
        }
        JobStatus status = job.await();
        System.out.println(status.state() + ": " + status.reason());
        for (AttemptResult attempt : job.results()) {
            System.out.println(
                    attempt.attempt().outcome() + " on " + attempt.attempt().agents());
        }
        // end::watch[]
    }
}
