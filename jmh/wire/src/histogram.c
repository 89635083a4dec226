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
#include "histogram.h"

#define SUB	(1u << HISTOGRAM_SUB_BITS)

/* Below 2 * SUB a bucket holds one value; each octave after that has SUB. */
static size_t bucket_of(uint64_t value)
{
	unsigned int shift;
	size_t bucket;

	if (value < 2 * SUB)
		return value;
	shift = 63 - __builtin_clzll(value) - HISTOGRAM_SUB_BITS;
	bucket = ((size_t)shift << HISTOGRAM_SUB_BITS) + (value >> shift);
	return bucket < HISTOGRAM_BUCKETS ? bucket : HISTOGRAM_BUCKETS - 1;
}

uint64_t histogram_limit(size_t bucket)
{
	unsigned int shift;

	if (bucket < 2 * SUB)
		return bucket;
	shift = (bucket >> HISTOGRAM_SUB_BITS) - 1;
	return ((bucket - ((uint64_t)shift << HISTOGRAM_SUB_BITS) + 1)
		<< shift) - 1;
}

void histogram_add(struct histogram *histogram, uint64_t value)
{
	if (!histogram->count || value < histogram->least)
		histogram->least = value;
	if (value > histogram->most)
		histogram->most = value;
	histogram->count++;
	histogram->sum += value;
	histogram->buckets[bucket_of(value)]++;
}

uint64_t histogram_at(const struct histogram *histogram, double share)
{
	uint64_t wanted = share * histogram->count + 0.5, seen = 0;
	size_t bucket;

	if (!wanted)
		wanted = 1;
	for (bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket++) {
		seen += histogram->buckets[bucket];
		if (seen >= wanted) {
			uint64_t limit = histogram_limit(bucket);

			return limit < histogram->most ? limit :
							 histogram->most;
		}
	}
	return histogram->most;
}
