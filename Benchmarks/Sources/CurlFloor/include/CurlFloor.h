#pragma once

/// Sends `count` POST requests with one body to one address at once, by libcurl's multi interface and nothing else, and
/// reads their answers: the least that such a fan-out costs. Returns how many were answered with status 200.
int curl_floor_fan_out(const char *url, const char *body, int count);
