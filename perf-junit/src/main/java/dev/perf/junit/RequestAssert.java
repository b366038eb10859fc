package dev.perf.junit;

import dev.perf.result.Distribution;
import dev.perf.result.RequestResult;
import java.util.Map;

/**
 * Assertions on the requests of one name, or on all requests. Times are response times, from the moment an ideal
 * generator would have begun, unless {@link #serviceTime()} says otherwise. Times without samples fail.
 */
public final class RequestAssert {

    private final Judge judge;
    private final RequestResult request;
    private final boolean service;

    RequestAssert(Judge judge, RequestResult request) {
        this(judge, request, false);
    }

    private RequestAssert(Judge judge, RequestResult request, boolean service) {
        this.judge = judge;
        this.request = request;
        this.service = service;
    }

    static RequestResult nothing(String name) {
        return new RequestResult(name, 0, 0, Distribution.EMPTY, Distribution.EMPTY, Map.of(), 0, 0);
    }

    /** Goes on with service times: from the first byte sent to the last byte received. */
    public RequestAssert serviceTime() {
        return new RequestAssert(judge, request, true);
    }

    /** Goes back to response times, from the intended begin to the last byte received. */
    public RequestAssert responseTime() {
        return new RequestAssert(judge, request, false);
    }

    /** Goes on with the median. */
    public TimeAssert<RequestAssert> p50() {
        return percentile(50);
    }

    /** Goes on with the 90th percentile. */
    public TimeAssert<RequestAssert> p90() {
        return percentile(90);
    }

    /** Goes on with the 95th percentile. */
    public TimeAssert<RequestAssert> p95() {
        return percentile(95);
    }

    /** Goes on with the 99th percentile. */
    public TimeAssert<RequestAssert> p99() {
        return percentile(99);
    }

    /**
     * Goes on with a percentile.
     *
     * @param percentile in (0, 100]
     * @throws IllegalArgumentException if {@code percentile} is outside that range
     */
    public TimeAssert<RequestAssert> percentile(double percentile) {
        return time(TimeStatistic.percentile(percentile));
    }

    /** Goes on with the arithmetic mean. */
    public TimeAssert<RequestAssert> mean() {
        return time(TimeStatistic.MEAN);
    }

    /** Goes on with the lowest time. */
    public TimeAssert<RequestAssert> min() {
        return time(TimeStatistic.MIN);
    }

    /** Goes on with the highest time. */
    public TimeAssert<RequestAssert> max() {
        return time(TimeStatistic.MAX);
    }

    /** Goes on with the share of requests that failed, from 0 to 1; there must be requests. */
    public NumberAssert<RequestAssert> failureRate() {
        double rate = request.count() == 0 ? Double.NaN : request.failureRate();
        return number("failure rate", Quantity.SHARE, rate, request.count());
    }

    /** Goes on with the number of requests, failed ones among them. */
    public NumberAssert<RequestAssert> count() {
        return number("count", Quantity.NUMBER, request.count(), -1);
    }

    /** Goes on with the requests per second of the run, failed ones among them. */
    public NumberAssert<RequestAssert> throughput() {
        return number("throughput", Quantity.RATE, judge.result().perSecond(request.count()), request.count());
    }

    private TimeAssert<RequestAssert> time(TimeStatistic statistic) {
        Distribution times = service ? request.serviceTime() : request.responseTime();
        return statistic.of(judge, this, request.name() + (service ? " service" : ""), times);
    }

    private NumberAssert<RequestAssert> number(String what, Quantity quantity, double actual, long samples) {
        return new NumberAssert<>(new Measured<>(judge, this, request.name() + " " + what, quantity, actual, samples));
    }
}
