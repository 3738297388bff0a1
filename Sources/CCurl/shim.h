#pragma once
#include <curl/curl.h>
// The calls that libcurl's event loop is built on; Swift's own module of the C library leaves them out.
#include <sys/epoll.h>
#include <sys/eventfd.h>

// Swift can't call variadic functions. Each of these sets or reads options of one type, so that a value of a wrong type
// doesn't compile, instead of being read as something else at run time.

static inline CURLcode easy_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode easy_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode easy_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode easy_set_pointer(CURL *easy, CURLoption option, const void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode easy_set_data_function(CURL *easy, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode easy_set_open_socket_function(CURL *easy, curl_opensocket_callback value) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode easy_set_before_request_function(CURL *easy, curl_prereq_callback value) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, value);
}

// Every scheme that isn't HTTP stays shut, also where an option of libcurl could lead to one.
static inline CURLcode easy_allow_web_only(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static inline CURLcode easy_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode easy_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode easy_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode multi_set_socket_function(CURLM *multi, curl_socket_callback value) {
    return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, value);
}

static inline CURLMcode multi_set_timer_function(CURLM *multi, curl_multi_timer_callback value) {
    return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, value);
}

// The result of the transfer that a message tells of: a union in C.
static inline CURLcode message_result(const CURLMsg *message) {
    return message->data.result;
}

// curl_easy_pause's mask is a macro of macros.
static inline CURLcode easy_go_on(CURL *easy) {
    return curl_easy_pause(easy, CURLPAUSE_CONT);
}

// A host name outside ASCII as DNS knows it; libcurl before 7.88 can't say it and answers that there is none.
static inline CURLUcode url_get_ascii_host(const CURLU *url, char **host) {
#ifdef CURLU_PUNYCODE
    return curl_url_get(url, CURLUPART_HOST, host, CURLU_PUNYCODE);
#else
    return curl_url_get(url, CURLUPART_HOST, host, 0);
#endif
}
