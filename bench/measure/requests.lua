-- For wrk: sends the requests of a file in turn. A line each: token, tab, target.
-- A second argument: each connection rests about so many milliseconds before it sends again (0: not at
-- all), and answers are counted by status, which costs this client some of its speed.
-- The last line of the output is `RESULT` and what happened, as JSON.

local requests = {}
local sent = 0
local threads = {}
-- By status; the thread that sums up reads globals only.
ok, limited, unavailable, other = 0, 0, 0, 0

local function count(status)
    if status == 200 then
        ok = ok + 1
    elseif status == 429 then
        limited = limited + 1
    elseif status == 503 then
        unavailable = unavailable + 1
    else
        other = other + 1
    end
end

function setup(thread)
    threads[#threads + 1] = thread
end

function init(arguments)
    for line in io.lines(arguments[1]) do
        local token, target = line:match("^(%S+)\t(%S+)$")
        requests[#requests + 1] =
            wrk.format("GET", target, {["Authorization"] = "Bearer " .. token})
    end
    local rest = tonumber(arguments[2])
    if rest then
        response = count
    end
    if rest and rest > 0 then
        -- Each time another, so that connections do not send all at once.
        delay = function() return math.random(0, 2 * rest) end
    end
end

function request()
    sent = sent % #requests + 1
    return requests[sent]
end

local function total(name)
    local sum = 0
    for _, thread in ipairs(threads) do
        sum = sum + thread:get(name)
    end
    return sum
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'RESULT {"requests": %d, "seconds": %.6f, "bytes": %d, "not_2xx": %d, "failed": %d, ' ..
            '"p50_us": %d, "p99_us": %d, ' ..
            '"ok": %d, "limited": %d, "unavailable": %d, "other": %d}\n',
        summary.requests, summary.duration / 1e6, summary.bytes, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(99), total("ok"), total("limited"),
        total("unavailable"), total("other")))
end
