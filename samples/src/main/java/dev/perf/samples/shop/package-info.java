/**
 * A small web shop to aim load tests at: an embedded HTTP server with a login, a catalogue, carts, and endpoints that
 * are slow, fail, redirect or echo on demand.
 *
 * <p>Start it with {@link dev.perf.samples.shop.DemoShop}. It needs nothing but the JDK and must know nothing of Perf,
 * so that what it counts is independent of what the generator claims.
 */
@NullMarked
package dev.perf.samples.shop;

import org.jspecify.annotations.NullMarked;
