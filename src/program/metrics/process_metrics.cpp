#include "program/metrics/process_metrics.hpp"

#include "program/metrics/families.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>

namespace program::metrics {
namespace {

using prometheus::MetricType;

/// The fields of /proc/self/stat from the third on; the second is a name in parentheses.
std::optional<std::vector<double>> read_stat() {
    std::ifstream file("/proc/self/stat");
    std::string line;
    if (!std::getline(file, line)) return std::nullopt;
    const std::size_t name_end = line.rfind(')');
    if (name_end == std::string::npos) return std::nullopt;
    std::istringstream rest(line.substr(name_end + 1));
    std::string state;
    rest >> state;
    return std::vector<double>(std::istream_iterator<double>(rest),
                               std::istream_iterator<double>());
}

/// `btime` of /proc/stat: when the machine was started, in seconds of Unix time.
double boot_time() {
    std::ifstream file("/proc/stat");
    std::string word;
    while (file >> word) {
        double seconds = 0;
        if (word == "btime" && file >> seconds) return seconds;
    }
    return 0;
}

std::optional<double> open_descriptors() {
    std::error_code error;
    const std::filesystem::directory_iterator all("/proc/self/fd", error);
    if (error) return std::nullopt;
    return static_cast<double>(std::distance(begin(all), end(all)));
}

}  // namespace

std::vector<prometheus::MetricFamily> ProcessMetrics::Collect() const {
    std::vector<prometheus::MetricFamily> families;
    const auto add = [&](MetricType type, const char* name, const char* help, double value) {
        families.push_back(FigureFamily(type, name, help).add({}, value).take());
    };
    families.push_back(FigureFamily(MetricType::Gauge, program_ + "_build_info", "Always 1")
                           .add({{"version", version_}}, 1)
                           .take());
    // Places in /proc/self/stat, counted from its third field.
    constexpr std::size_t user_ticks = 10;
    constexpr std::size_t system_ticks = 11;
    constexpr std::size_t threads = 16;
    constexpr std::size_t start_ticks = 18;
    constexpr std::size_t virtual_bytes = 19;
    constexpr std::size_t resident_pages = 20;
    if (const auto stat = read_stat(); stat && stat->size() > resident_pages) {
        const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
        const auto page_bytes = static_cast<double>(sysconf(_SC_PAGESIZE));
        add(MetricType::Counter, "process_cpu_seconds_total", "CPU time, of user and system",
            (stat->at(user_ticks) + stat->at(system_ticks)) / ticks);
        add(MetricType::Gauge, "process_threads", "Threads", stat->at(threads));
        add(MetricType::Gauge, "process_start_time_seconds", "Start, in Unix time",
            boot_time() + stat->at(start_ticks) / ticks);
        add(MetricType::Gauge, "process_virtual_memory_bytes", "Address space",
            stat->at(virtual_bytes));
        add(MetricType::Gauge, "process_resident_memory_bytes", "Memory in use",
            stat->at(resident_pages) * page_bytes);
    }
    if (const auto open = open_descriptors()) {
        add(MetricType::Gauge, "process_open_fds", "Open file descriptors", *open);
    }
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        add(MetricType::Gauge, "process_max_fds", "Most file descriptors that may be open",
            static_cast<double>(limit.rlim_cur));
    }
    return families;
}

}  // namespace program::metrics
