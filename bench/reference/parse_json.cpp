// What it costs to parse the files of a folder with Boost.JSON and nothing else, on one core: they
// are read into memory first, then each is parsed into a tree in memory that is used again. Only
// the parsing is timed, by the clock and by what the processor did for it.
//
// usage: bench_parse_json FOLDER

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

std::vector<std::string> read_files(const char* folder) {
    std::vector<std::string> texts;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return texts;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: bench_parse_json FOLDER\n");
        return 2;
    }
    const std::vector<std::string> texts = read_files(argv[1]);
    std::vector<unsigned char> buffer(1024 * 1024);
    std::size_t bytes = 0;
    std::size_t members = 0;

    const std::clock_t worked = std::clock();
    const auto begun = std::chrono::steady_clock::now();
    for (const std::string& text : texts) {
        boost::json::monotonic_resource memory(buffer.data(), buffer.size());
        const boost::json::value record = boost::json::parse(text, &memory);
        bytes += text.size();
        members += record.as_object().size();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    const double work = static_cast<double>(std::clock() - worked) / CLOCKS_PER_SEC;
    std::printf(
        "{\"records\": %zu, \"bytes\": %zu, \"members\": %zu, \"seconds\": %.6f,"
        " \"cpu_seconds\": %.6f}\n",
        texts.size(), bytes, members, took.count(), work);
    return 0;
}
