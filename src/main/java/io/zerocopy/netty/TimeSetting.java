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

import jdk.jfr.SettingControl;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time that a recording can set for an event, written as JFR does: {@code 100 ms}, {@code 1s}. */
final class TimeSetting extends SettingControl {

    static final String DEFAULT = "100 ms";

    private static final Pattern TIME = Pattern.compile("(\\d{1,15})\\s*(ns|us|ms|s|m|h|d)");
    private static final Map<String, TimeUnit> UNITS = Map.of("ns", TimeUnit.NANOSECONDS, "us", TimeUnit.MICROSECONDS,
            "ms", TimeUnit.MILLISECONDS, "s", TimeUnit.SECONDS, "m", TimeUnit.MINUTES, "h", TimeUnit.HOURS,
            "d", TimeUnit.DAYS);

    private volatile String text = DEFAULT;
    private volatile long nanos = nanos(DEFAULT);

    long nanos() {
        return nanos;
    }

    /** Several recordings run: the one that wants most decides. */
    @Override
    public String combine(Set<String> settings) {
        return settings.stream().min(Comparator.comparingLong(TimeSetting::nanos)).orElse(DEFAULT);
    }

    @Override
    public void setValue(String setting) {
        text = setting;
        nanos = nanos(setting);
    }

    @Override
    public String getValue() {
        return text;
    }

    /** What makes no sense is as if it were not set, since a recording has no way to complain. */
    private static long nanos(String setting) {
        Matcher time = TIME.matcher(setting.trim());
        return time.matches() ? UNITS.get(time.group(2)).toNanos(Long.parseLong(time.group(1))) : nanos(DEFAULT);
    }
}
