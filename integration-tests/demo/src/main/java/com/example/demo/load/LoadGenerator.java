/*
 * Copyright 2026 The netty-transport-zerocopy authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package com.example.demo.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Runs one load at a time. */
public final class LoadGenerator implements AutoCloseable {

    private final Destination destination;

    /** Opens and closes loads one after the other, and is the thread that may live in another network namespace. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "load");
        daemon.setDaemon(true);
        return daemon;
    });

    private final CompletableFuture<InetSocketAddress> receiver;
    private final AtomicLong choices = new AtomicLong();
    private Sink sink;

    /** A page that outlives this process must not take the first load of the next one for a load of this one. */
    private long number = System.currentTimeMillis();

    private volatile Load load;
    private volatile String failure;

    /** Sends nothing yet. */
    public LoadGenerator(Destination destination) {
        this.destination = destination;
        receiver = CompletableFuture.supplyAsync(this::prepare, thread);
    }

    /** Where loads go. */
    public Destination destination() {
        return destination;
    }

    /**
     * Ends the present load and begins another.
     *
     * @param shape {@code null} for none
     * @return completes when it sends, or another has been asked for since; fails with the reason why it cannot
     */
    public CompletableFuture<Void> run(LoadShape shape) {
        long choice = choices.incrementAndGet();
        return CompletableFuture.runAsync(() -> {
            // To begin one takes long, three seconds where nobody answers: not for what nobody wants any more.
            if (choice == choices.get()) {
                replace(shape);
            }
        }, thread);
    }

    /** What the present load has done; {@code null} if there is none. */
    public LoadFigures figures() {
        Load present = load;
        return present == null ? null : present.figures();
    }

    /** Why the load that was asked for last does not run, or no longer; {@code null} if it does. */
    public String failure() {
        return failure;
    }

    @Override
    public void close() {
        CompletableFuture.runAsync(() -> {
            end();
            if (sink != null) {
                sink.close();
            }
        }, thread).join();
        thread.shutdown();
    }

    private InetSocketAddress prepare() {
        try {
            if (destination.namespace() != null) {
                NetworkNamespace.enter(destination.namespace());
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
        if (destination.receiver() != null) {
            return destination.receiver();
        }
        sink = new Sink();
        return sink.address();
    }

    private void replace(LoadShape shape) {
        end();
        failure = null;
        if (shape != null) {
            try {
                Load begun = new Load(++number, shape, receiver.join());
                load = begun;
                begun.whenOver(() -> thread.execute(() -> giveUp(begun)));
            } catch (Throwable t) {
                failure = reason(t);
                throw t;
            }
        }
    }

    /** Those to whom a load is told must not believe that it goes on when nobody takes it any more. */
    private void giveUp(Load over) {
        if (load == over) {
            failure = "all of its connections have been closed";
            end();
        }
    }

    private void end() {
        Load present = load;
        load = null;
        if (present != null) {
            present.close();
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
