package dev.perf.cli.har;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of the load test.
 *
 * @param sent the request
 * @param answered what brought the response: the request itself, or the last one of the redirects that it led to
 * @param redirects where it was led on the way
 */
record Step(Recorded sent, Recorded answered, List<URI> redirects) {

    /** Returns the requests with redirects made part of those that led to them, as Perf follows them by itself. */
    static List<Step> of(List<Recorded> requests) {
        var steps = new ArrayList<Step>();
        for (int i = 0; i < requests.size(); i++) {
            Recorded sent = requests.get(i);
            Recorded last = sent;
            var redirects = new ArrayList<URI>();
            while (i + 1 < requests.size() && leads(last, requests.get(i + 1))) {
                redirects.add(requests.get(i + 1).url());
                last = requests.get(++i);
            }
            steps.add(new Step(sent, last, List.copyOf(redirects)));
        }
        return steps;
    }

    private static boolean leads(Recorded from, Recorded to) {
        URI location = from.redirect();
        return location != null && withoutFragment(location).equals(to.url().toString());
    }

    private static String withoutFragment(URI url) {
        String text = url.toString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? text : text.substring(0, fragment);
    }

    /** Tells whether the response leads to where the recording did not go, or where the test is not to go. */
    boolean leadsOut() {
        return answered.redirect() != null;
    }
}
