#include "CurlFloor.h"

#include <curl/curl.h>
#include <stdlib.h>

static size_t discard(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    *(size_t *)context += size * count;
    return size * count;
}

static CURL *make_request(const char *url, const char *body, struct curl_slist *headers, size_t *received) {
    CURL *easy = curl_easy_init();
    if (!easy) return NULL;
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, received);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    return easy;
}

/// Takes the finished transfers out; returns how many of them were answered with status 200.
static int collect(CURLM *multi) {
    int good = 0, left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        CURL *easy = message->easy_handle;
        long status = 0;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        good += status == 200;
        curl_multi_remove_handle(multi, easy);
        curl_easy_cleanup(easy);
    }
    return good;
}

int curl_floor_fan_out(const char *url, const char *body, int count) {
    CURLM *multi = curl_multi_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    size_t received = 0;
    int good = 0, running = 0;
    for (int i = 0; i < count; i++) {
        CURL *easy = make_request(url, body, headers, &received);
        if (easy) curl_multi_add_handle(multi, easy);
    }
    do {
        curl_multi_perform(multi, &running);
        good += collect(multi);
        if (running) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    } while (running);
    good += collect(multi);
    curl_slist_free_all(headers);
    curl_multi_cleanup(multi);
    return good;
}
