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
package io.zerocopy.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stands for another promise; what it means to complete it, a subclass decides. */
abstract class ForwardingPromise implements ChannelPromise {

    abstract ChannelPromise delegate();

    @Override
    public boolean trySuccess() {
        return trySuccess(null);
    }

    @Override
    public ChannelPromise setSuccess() {
        return setSuccess(null);
    }

    @Override
    public ChannelPromise setSuccess(Void result) {
        if (!trySuccess(result)) {
            throw new IllegalStateException("complete already: " + this);
        }
        return this;
    }

    @Override
    public ChannelPromise setFailure(Throwable cause) {
        if (!tryFailure(cause)) {
            throw new IllegalStateException("complete already: " + this, cause);
        }
        return this;
    }

    @Override
    public ChannelPromise addListener(GenericFutureListener<? extends Future<? super Void>> listener) {
        delegate().addListener(listener);
        return this;
    }

    @Override
    public ChannelPromise removeListener(GenericFutureListener<? extends Future<? super Void>> listener) {
        delegate().removeListener(listener);
        return this;
    }

    @Override
    @SafeVarargs
    public final ChannelPromise addListeners(GenericFutureListener<? extends Future<? super Void>>... listeners) {
        for (GenericFutureListener<? extends Future<? super Void>> listener : listeners) {
            addListener(listener);
        }
        return this;
    }

    @Override
    @SafeVarargs
    public final ChannelPromise removeListeners(GenericFutureListener<? extends Future<? super Void>>... listeners) {
        for (GenericFutureListener<? extends Future<? super Void>> listener : listeners) {
            removeListener(listener);
        }
        return this;
    }

    @Override
    public ChannelPromise sync() throws InterruptedException {
        delegate().sync();
        return this;
    }

    @Override
    public ChannelPromise syncUninterruptibly() {
        delegate().syncUninterruptibly();
        return this;
    }

    @Override
    public ChannelPromise await() throws InterruptedException {
        delegate().await();
        return this;
    }

    @Override
    public ChannelPromise awaitUninterruptibly() {
        delegate().awaitUninterruptibly();
        return this;
    }

    @Override
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return delegate().await(timeout, unit);
    }

    @Override
    public boolean await(long timeoutMillis) throws InterruptedException {
        return delegate().await(timeoutMillis);
    }

    @Override
    public boolean awaitUninterruptibly(long timeout, TimeUnit unit) {
        return delegate().awaitUninterruptibly(timeout, unit);
    }

    @Override
    public boolean awaitUninterruptibly(long timeoutMillis) {
        return delegate().awaitUninterruptibly(timeoutMillis);
    }

    @Override
    public Void get() throws InterruptedException, ExecutionException {
        return delegate().get();
    }

    @Override
    public Void get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return delegate().get(timeout, unit);
    }

    @Override
    public Void getNow() {
        return delegate().getNow();
    }

    @Override
    public boolean isSuccess() {
        return delegate().isSuccess();
    }

    @Override
    public boolean isCancellable() {
        return delegate().isCancellable();
    }

    @Override
    public boolean isCancelled() {
        return delegate().isCancelled();
    }

    @Override
    public boolean isDone() {
        return delegate().isDone();
    }

    @Override
    public boolean isVoid() {
        return delegate().isVoid();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return delegate().cancel(mayInterruptIfRunning);
    }

    @Override
    public Throwable cause() {
        return delegate().cause();
    }

    @Override
    public Channel channel() {
        return delegate().channel();
    }

    @Override
    public ChannelPromise unvoid() {
        return delegate().unvoid();
    }
}
