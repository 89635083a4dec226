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
package com.example.demo;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells this server's own page, and people with a client of their own, from the pages of other web sites. */
final class OriginCheck {

    private static final String SEC_FETCH_SITE = "sec-fetch-site";
    private static final String SEC_FETCH_DEST = "sec-fetch-dest";

    /** The first group is the host. */
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*)(:\\d{0,5})?");

    private OriginCheck() {
    }

    /** Why the request must not be answered, in words; {@code null} if it may be. */
    static String objection(HttpHeaders headers) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        // Browsers always send one. Old clients, which need not, do not visit other sites.
        if (hosts.size() > 1 || !hosts.stream().allMatch(OriginCheck::isAddress)) {
            return "reach this server by its IP address or as localhost, not by another name";
        }
        List<String> origins = hosts.stream().map(host -> "http://" + host).toList();
        if (!headers.getAll(HttpHeaderNames.ORIGIN).stream().allMatch(origin -> contains(origins, origin))) {
            return "only this server's own page may ask for that";
        }
        // Who follows a link sees where it leads. Another page's script, picture or frame is not seen.
        if (headers.containsValue(SEC_FETCH_SITE, "cross-site", true)
                && !headers.containsValue(SEC_FETCH_DEST, "document", true)) {
            return "another web site may only link here";
        }
        return null;
    }

    /** A name might be that of another site, which lets it lead here. Only an address cannot be given to others. */
    private static boolean isAddress(String hostAndPort) {
        Matcher matcher = HOST_AND_PORT.matcher(hostAndPort);
        if (!matcher.matches()) {
            return false;
        }
        String host = matcher.group(1);
        return host.startsWith("[") ? NetUtil.isValidIpV6Address(host)
                : NetUtil.isValidIpV4Address(host) || host.equalsIgnoreCase("localhost");
    }

    private static boolean contains(List<String> origins, String origin) {
        return origins.stream().anyMatch(origin::equalsIgnoreCase);
    }
}
