/**
 * Redis under load, by Jedis: keys, streams with consumer groups, publish and subscribe.
 */
@NullMarked
package dev.perf.samples.redis;

import org.jspecify.annotations.NullMarked;
