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
#include <inttypes.h>

#include "client.h"

static double seconds_measured(const struct wire_client *client)
{
	uint64_t end = client->end_ns ? client->end_ns : client->last_done_ns;

	if (!client->counts.measured || end <= client->measure_ns)
		return 0;
	return (end - client->measure_ns) / 1e9;
}

static double per_second(const struct wire_client *client, double amount)
{
	double seconds = seconds_measured(client);

	return seconds ? amount / seconds : 0;
}

static double us(uint64_t ns)
{
	return ns / 1e3;
}

static double mean_us(const struct histogram *histogram)
{
	return histogram->count ?
	       histogram->sum / 1e3 / histogram->count : 0;
}

static void print_json_latency(const struct histogram *h, FILE *output)
{
	size_t bucket;
	bool first = true;

	fprintf(output, "  \"latency_us\": {\"count\": %" PRIu64
		", \"min\": %.3f, \"mean\": %.3f, \"p50\": %.3f, "
		"\"p90\": %.3f, \"p99\": %.3f, \"p99_9\": %.3f, "
		"\"max\": %.3f},\n", h->count, us(h->least), mean_us(h),
		us(histogram_at(h, 0.5)), us(histogram_at(h, 0.9)),
		us(histogram_at(h, 0.99)), us(histogram_at(h, 0.999)),
		us(h->most));
	/* Each bucket by its largest value, so that runs can be merged. */
	fprintf(output, "  \"histogram_ns\": [");
	for (bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket++) {
		if (!h->buckets[bucket])
			continue;
		fprintf(output, "%s[%" PRIu64 ", %" PRIu64 "]",
			first ? "" : ", ", histogram_limit(bucket),
			h->buckets[bucket]);
		first = false;
	}
	fprintf(output, "]\n");
}

static void print_json_counts(const struct wire_counts *counts, FILE *output)
{
	fprintf(output, "  \"completed\": %" PRIu64 ", \"measured\": %" PRIu64
		", \"bad_status\": %" PRIu64 ", \"broken\": %" PRIu64
		", \"unfinished\": %" PRIu64 ",\n", counts->completed,
		counts->measured, counts->bad_status, counts->broken,
		counts->unfinished);
	fprintf(output, "  \"connects\": %" PRIu64 ", \"closed_by_server\": %"
		PRIu64 ",\n", counts->connects, counts->closed_by_server);
}

static void print_json(const struct wire_client *client, FILE *output)
{
	const struct wire_plan *plan = &client->plan;
	const struct wire_counts *counts = &client->counts;

	fprintf(output, "{\n  \"target\": \"%s\", \"connections\": %u, "
		"\"loop\": \"%s\", \"rate\": %g,\n", plan->target,
		plan->connections, plan->rate ? "open" : "closed", plan->rate);
	if (client->failure)
		fprintf(output, "  \"failure\": \"%s\",\n", client->failure);
	print_json_counts(counts, output);
	fprintf(output, "  \"seconds\": %.6f, \"response_bytes\": %" PRIu64
		", \"requests_per_second\": %.1f, \"bytes_per_second\": %.0f,"
		"\n", seconds_measured(client), client->response_length ?
		client->response_length : plan->response_bytes,
		per_second(client, counts->measured),
		per_second(client, counts->measured_bytes));
	fprintf(output, "  \"client_lag_us\": {\"p50\": %.3f, \"p99\": %.3f, "
		"\"max\": %.3f},\n", us(histogram_at(&client->lag, 0.5)),
		us(histogram_at(&client->lag, 0.99)), us(client->lag.most));
	print_json_latency(&client->latency, output);
	fprintf(output, "}\n");
}

static void print_text(const struct wire_client *client, FILE *output)
{
	const struct wire_counts *counts = &client->counts;
	const struct histogram *h = &client->latency;

	if (client->failure)
		fprintf(output, "failed: %s\n", client->failure);
	fprintf(output, "requests: %" PRIu64 " completed, %" PRIu64
		" bad status, %" PRIu64 " broken, %" PRIu64 " unfinished\n",
		counts->completed, counts->bad_status, counts->broken,
		counts->unfinished);
	fprintf(output, "throughput: %.1f requests/s, %.1f MB/s over %.2f s\n",
		per_second(client, counts->measured),
		per_second(client, counts->measured_bytes / 1e6),
		seconds_measured(client));
	fprintf(output, "latency us: p50 %.1f, p90 %.1f, p99 %.1f, "
		"p99.9 %.1f, max %.1f\n", us(histogram_at(h, 0.5)),
		us(histogram_at(h, 0.9)), us(histogram_at(h, 0.99)),
		us(histogram_at(h, 0.999)), us(h->most));
	if (client->plan.rate)
		fprintf(output, "client late by us: p50 %.1f, p99 %.1f, max "
			"%.1f\n", us(histogram_at(&client->lag, 0.5)),
			us(histogram_at(&client->lag, 0.99)),
			us(client->lag.most));
}

void wire_report(const struct wire_client *client, FILE *output)
{
	if (client->plan.json)
		print_json(client, output);
	else
		print_text(client, output);
}
