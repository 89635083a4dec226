/** Vert.x 4.5 on the zero-copy transport. */
package io.zerocopy.netty.vertx;
