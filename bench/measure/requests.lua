-- For wrk: sends the requests of a file in turn. A line each: token, tab, target.
-- The last line of the output is `RESULT` and what happened, as JSON.

local requests = {}
local sent = 0

function init(arguments)
    for line in io.lines(arguments[1]) do
        local token, target = line:match("^(%S+)\t(%S+)$")
        requests[#requests + 1] =
            wrk.format("GET", target, {["Authorization"] = "Bearer " .. token})
    end
end

function request()
    sent = sent % #requests + 1
    return requests[sent]
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'RESULT {"requests": %d, "seconds": %.6f, "bytes": %d, "not_2xx": %d, "failed": %d, ' ..
            '"p50_us": %d, "p99_us": %d}\n',
        summary.requests, summary.duration / 1e6, summary.bytes, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
