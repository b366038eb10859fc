package dev.perf.cli.har;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a browser does by itself, and a load test has no use for. */
final class Noise {

    private static final Set<String> STATIC_TYPES =
            Set.of("stylesheet", "image", "font", "script", "media", "manifest", "texttrack", "ping", "preflight");

    private static final List<String> STATIC_ENDINGS = List.of(
            ".css",
            ".js",
            ".mjs",
            ".map",
            ".png",
            ".jpg",
            ".jpeg",
            ".gif",
            ".svg",
            ".ico",
            ".webp",
            ".avif",
            ".woff",
            ".woff2",
            ".ttf",
            ".otf",
            ".eot",
            ".mp4",
            ".webm",
            ".mp3",
            ".webmanifest");

    private static final List<String> STATIC_CONTENT =
            List.of("text/css", "image/", "font/", "audio/", "video/", "text/javascript", "application/javascript");

    /** Written by the client, kept by the jar, or told by the browser of itself. */
    private static final Set<String> HEADERS = Set.of(
            "host",
            "content-length",
            "content-type",
            "connection",
            "cookie",
            "user-agent",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "pragma",
            "referer",
            "origin",
            "dnt",
            "te",
            "priority",
            "keep-alive",
            "proxy-connection",
            "transfer-encoding",
            "expect",
            "upgrade",
            "upgrade-insecure-requests",
            "if-none-match",
            "if-modified-since",
            "x-requested-by-devtools");

    private Noise() {}

    /** Tells whether a request is for what stands still: styles, scripts, pictures, fonts. */
    static boolean isStatic(Recorded request) {
        String path = request.path().toLowerCase(Locale.ROOT);
        String type = request.responseType().toLowerCase(Locale.ROOT);
        return STATIC_TYPES.contains(request.resourceType())
                || STATIC_ENDINGS.stream().anyMatch(path::endsWith)
                || STATIC_CONTENT.stream().anyMatch(type::startsWith);
    }

    /** Tells whether a browser asked, before the request proper, whether it may send it. */
    static boolean isPreflight(Recorded request) {
        return request.method().equals("OPTIONS");
    }

    /** Tells whether a header is the browser's own affair. */
    static boolean isHeader(Recorded.Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        return name.startsWith(":")
                || name.startsWith("sec-")
                || HEADERS.contains(name)
                || name.equals("accept")
                        && (header.value().isBlank() || header.value().strip().equals("*/*"));
    }
}
