/// What stored entries are likely to say, for compression: the most likely last.
///
/// Part of the file's format, since what was made shorter with these words needs them to be read; so they never change.
/// Other words would be a further way to store a block.
enum StoredVocabulary {
    static let bytes = Array(text.utf8)

    private static let text = """
        {"error":{"kind":"unavailable","message":"timeout invalid_request malformed_answer authentication","status":429\
        ,"attempt":2},"seconds":0.5}model_retried model_failed{"error":{"code":"limit","message":"The limit is reached",\
        "at":"","path":"steps."},"seconds":1.0}step_retried{"tool":"shell","message":"No such file","correctable":true}\
        tool_failed{"role":"assistant","text":"","tool_calls":[]}{"message":{"role":"tool","call_id":"call_1","text":""}\
        {"tool":"read_file","arguments":{"path":"src/","command":"ls","query":"","url":"https://www."}}tool_started\
        {"tool":"search_files","output":{"exit":0,"stdout":"","stderr":"","lines":1,"truncated":false},"failure":""}\
        tool_ended{"message":{"role":"system","text":"You are an agent. Answer in Markdown. "}}message_added\
        {"message":{"role":"user","text":"The question is: what is the and of in to a is that for it with as on be by"}}\
        message_added{"run":"01","workflow":"","inputs":{"question":""}}run_started{"status":"failed","outputs":{"":""},\
        "error":{"code":"cancelled"},"usage":{}}run_ended{"model":"grok-4.3"}model_started.turn1.call1\
        {"reply":{"text":"","tool_calls":[{"id":"call_","name":"","arguments":"{\\"path\\":\\"\\"}"}],"finish":"tool_calls"\
        ,"usage":{"input_tokens":1000,"cached_tokens":0,"output_tokens":100,"reasoning_tokens":0,"cost":0.00},"model":\
        "grok-4.3"}}{"reply":{"text":"","tool_calls":[],"finish":"stop","usage":{"input_tokens":1000,"cached_tokens":0,\
        "output_tokens":100,"reasoning_tokens":0,"cost":0.00},"model":"grok-4.3"}}model_ended.turn1\
        {"kind":"agent","detail":""}step_started{"kind":"tool"}step_started{"kind":"value"}step_started\
        {"status":"skipped","usage":{"input_tokens":0,"cached_tokens":0,"output_tokens":0,"reasoning_tokens":0},\
        "seconds":0.0001}step_ended{"status":"completed","output":{"":""},"usage":{"input_tokens":0,"cached_tokens":0,\
        "output_tokens":0,"reasoning_tokens":0},"seconds":0.000}step_ended{"status":"completed","output":"","usage":{\
        "input_tokens":0,"cached_tokens":0,"output_tokens":0,"reasoning_tokens":0},"seconds":0.00
        """
}
