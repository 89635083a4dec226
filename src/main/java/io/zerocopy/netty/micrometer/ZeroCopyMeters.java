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
package io.zerocopy.netty.micrometer;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** The meters that {@link ZeroCopyMeterBinder} registers. */
public enum ZeroCopyMeters implements MeterDocumentation {
    /** 1 while some event loop of the group sends by zero copy, 0 if none does. */
    ACTIVE("netty.zerocopy.active", Meter.Type.GAUGE, null),
    /** Bytes, by route: sent by zero copy, or copied and why. */
    SENT("netty.zerocopy.sent", Meter.Type.COUNTER, BaseUnits.BYTES, Key.ROUTE),
    /** Runs, or parts of runs, by route. */
    RUNS("netty.zerocopy.runs", Meter.Type.COUNTER, null, Key.ROUTE),
    /** Notified sends, by what the kernel reports: really sent without a copy, or copied after all. */
    NOTIFICATIONS("netty.zerocopy.notifications", Meter.Type.COUNTER, null, Key.RESULT),
    /** Open connections that have sent something large, by what is known of their paths. */
    CONNECTIONS("netty.zerocopy.connections", Meter.Type.GAUGE, null, Key.STATE),
    /** Bytes which the kernel may still read from the buffers' memory. */
    IN_FLIGHT("netty.zerocopy.inflight", Meter.Type.GAUGE, BaseUnits.BYTES),
    /** Sends whose notification is outstanding. */
    IN_FLIGHT_SENDS("netty.zerocopy.inflight.sends", Meter.Type.GAUGE, null),
    /** Sends that may be in flight, of all event loops that have opened their ring. */
    SLOTS("netty.zerocopy.slots", Meter.Type.GAUGE, null),
    /** The most slots of an event loop that were ever taken at a time, in percent. */
    SLOTS_USE_MAX("netty.zerocopy.slots.use.max", Meter.Type.GAUGE, BaseUnits.PERCENT),
    /** How often a run found every slot of its event loop taken; it is copied then. */
    SLOTS_EXHAUSTED("netty.zerocopy.slots.exhausted", Meter.Type.COUNTER, null),
    /** How often an event loop found its ring without room for a completion. */
    COMPLETIONS_OVERFLOWS("netty.zerocopy.completions.overflows", Meter.Type.COUNTER, null),
    /** The number of notified sends, and the sum of the times from them to their notifications. */
    HOLD("netty.zerocopy.hold", Meter.Type.TIMER, null),
    /** The time from a send to its notification that so many percent did not exceed, since the group was created. */
    HOLD_PERCENTILE("netty.zerocopy.hold.percentile", Meter.Type.GAUGE, null, Key.PERCENT),
    /** How many times longer than half of the sends the slowest percent waits for its notification. */
    HOLD_TAIL("netty.zerocopy.hold.tail", Meter.Type.GAUGE, null),
    /** The longest time from a send to its notification, since the group was created. */
    HOLD_MAX("netty.zerocopy.hold.max", Meter.Type.GAUGE, null),
    /** For how long the oldest send in flight has been waiting for its notification. */
    HOLD_OLDEST("netty.zerocopy.hold.oldest", Meter.Type.GAUGE, null),
    /** How late event loops ran what was due, so many percent of the times; 0 unless they are asked to measure it. */
    LAG_PERCENTILE("netty.zerocopy.loop.lag.percentile", Meter.Type.GAUGE, null, Key.PERCENT),
    /** The latest that an event loop ran what was due; 0 unless they are asked to measure it. */
    LAG_MAX("netty.zerocopy.loop.lag.max", Meter.Type.GAUGE, null),
    /** Memory that is registered with the kernel now, used or not. */
    REGISTERED_MEMORY("netty.zerocopy.registered.memory", Meter.Type.GAUGE, BaseUnits.BYTES),
    /** Of {@link #REGISTERED_MEMORY}, what the application or the kernel holds. */
    REGISTERED_USED("netty.zerocopy.registered.used", Meter.Type.GAUGE, BaseUnits.BYTES),
    /** Of {@link #REGISTERED_MEMORY}, what waits to be used. */
    REGISTERED_FREE("netty.zerocopy.registered.free", Meter.Type.GAUGE, BaseUnits.BYTES),
    /** Of {@link #IN_FLIGHT}, the bytes in registered memory. */
    REGISTERED_IN_FLIGHT("netty.zerocopy.registered.inflight", Meter.Type.GAUGE, BaseUnits.BYTES),
    /** Of the bytes sent by zero copy, those from registered memory. */
    REGISTERED_SENT("netty.zerocopy.registered.sent", Meter.Type.COUNTER, BaseUnits.BYTES),
    /** Buffers that found no room in registered memory. */
    REGISTERED_MISSES("netty.zerocopy.registered.misses", Meter.Type.COUNTER, BaseUnits.BUFFERS),
    /** Buffers that found no free registered memory while the kernel still held as much for sends. */
    REUSE_STALLS("netty.zerocopy.reuse.stalls", Meter.Type.COUNTER, BaseUnits.BUFFERS),
    /** Zero-copy sends that found the socket full. */
    SOCKETS_FULL("netty.zerocopy.sockets.full", Meter.Type.COUNTER, null),
    /** Zero-copy sends of which the socket took only a part. */
    SENDS_SHORT("netty.zerocopy.sends.short", Meter.Type.COUNTER, null),
    /** Bytes that were still in flight when an event loop ended; their memory is never reused. */
    LEAKED("netty.zerocopy.leaked", Meter.Type.COUNTER, BaseUnits.BYTES),
    /** The sends of {@link #LEAKED}. */
    LEAKED_SENDS("netty.zerocopy.leaked.sends", Meter.Type.COUNTER, null);

    /** The tags that tell meters of one name apart. */
    public enum Key implements KeyName {
        /** Of {@link #SENT} and {@link #RUNS}: the name of an {@link io.zerocopy.netty.Route}. */
        ROUTE("route"),
        /** Of {@link #NOTIFICATIONS}: {@code ZERO_COPIED} or {@code COPIED}. */
        RESULT("result"),
        /** Of {@link #CONNECTIONS}: the name of an {@link io.zerocopy.netty.PathState}. */
        STATE("state"),
        /** Of percentiles: {@code 50} or {@code 99}. */
        PERCENT("percent");

        private final String tag;

        Key(String tag) {
            this.tag = tag;
        }

        @Override
        public String asString() {
            return tag;
        }
    }

    private final String name;
    private final Meter.Type type;
    private final String baseUnit;
    private final Key key;

    ZeroCopyMeters(String name, Meter.Type type, String baseUnit) {
        this(name, type, baseUnit, null);
    }

    ZeroCopyMeters(String name, Meter.Type type, String baseUnit, Key key) {
        this.name = name;
        this.type = type;
        this.baseUnit = baseUnit;
        this.key = key;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Meter.Type getType() {
        return type;
    }

    @Override
    public String getBaseUnit() {
        return baseUnit;
    }

    @Override
    public KeyName[] getKeyNames() {
        return key == null ? new KeyName[0] : new KeyName[] {key};
    }
}
