#include "edgvoip/app/verbs.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#ifdef EDGVOIP_MIMALLOC
#include <mimalloc.h>
#endif
#include <optional>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace {

namespace app = edgvoip::app;
using Work = std::function<base::Result<void>()>;
using ConfiguredWork = std::function<base::Result<void>(const app::Config&)>;

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;

/// The command line as it is understood so far: options of the verbs, and what is to be done.
struct CommandLine {
    std::optional<std::string> config_file;
    bool print_config = false;
    std::vector<std::string> paths;
    std::string source = "import";
    std::string directory_file;
    std::string sip_domain;
    std::string ttl = "1h";
    bool check_index = false;
    std::optional<std::string> checked_domain;
    app::ReattributeArguments reattribute;
    app::AuditArguments audit;
    app::SimulateArguments simulate;
    Work work;
};

Work with_config(CommandLine& line, ConfiguredWork work) {
    return [&line, work = std::move(work)]() -> base::Result<void> {
        const auto config = app::Config::load(line.config_file);
        if (!config) return config.error();
        return work(*config);
    };
}

CLI::App* add_verb(CLI::App& cli, CommandLine& line, const char* name, const char* what,
                   Work work) {
    CLI::App* verb = cli.add_subcommand(name, what);
    verb->add_option("--config", line.config_file, "Configuration file (TOML)");
    verb->callback([&line, work = std::move(work)] { line.work = work; });
    return verb;
}

void add_import(CLI::App& cli, CommandLine& line) {
    CLI::App* import = cli.add_subcommand("import", "Take in the records of files");
    import->require_subcommand(1);
    import->add_option("--config", line.config_file, "Configuration file (TOML)");
    CLI::App* verb = add_verb(*import, line, "freeswitch", "mod_json_cdr files of FreeSWITCH",
                              with_config(line, [&line](const app::Config& config) {
                                  return app::import_freeswitch(config, line.paths, line.source);
                              }));
    verb->add_option("--source", line.source, "Name the records are stored under")
        ->capture_default_str();
    verb->add_option("PATH", line.paths, "Files, or folders with all below them")->required();
}

void add_directory(CLI::App& cli, CommandLine& line) {
    CLI::App* directory = cli.add_subcommand("directory", "Tenants, stores, extensions and DIDs");
    directory->require_subcommand(1);
    CLI::App* verb = add_verb(*directory, line, "check", "Say what is wrong with a directory file",
                              [&line] { return app::check_directory(line.directory_file); });
    verb->add_option("FILE", line.directory_file, "A directory.json")->required();
}

void add_token(CLI::App& cli, CommandLine& line) {
    CLI::App* verb = add_verb(cli, line, "token", "Print a token for trying things out",
                              with_config(line, [&line](const app::Config& config) {
                                  return app::print_token(config, line.sip_domain, line.ttl);
                              }));
    verb->add_option("--sip-domain", line.sip_domain, "The tenant's SIP domain")->required();
    verb->add_option("--ttl", line.ttl, "How long it is valid: 90s, 30m, 8h")
        ->capture_default_str();
}

void add_event_socket(CLI::App& verb, app::SimulateArguments& a, CLI::Option* follow) {
    CLI::Option* address =
        verb.add_option("--event-socket", a.event_socket,
                        "Where to tell what the followed calls do, as FreeSWITCH's Event Socket: "
                        "127.0.0.1:8021; port 0: any")
            ->needs(follow);
    CLI::Option* password =
        verb.add_option("--event-socket-password-file", a.event_socket_password_file,
                        "What those who connect to it must know")
            ->needs(address);
    address->needs(password);
    verb.add_flag("--event-socket-anywhere", a.event_socket_anywhere,
                  "The event socket may have an address other than loopback")
        ->needs(address);
}

void add_simulate(CLI::App& cli, CommandLine& line) {
    app::SimulateArguments& a = line.simulate;
    CLI::App* verb = add_verb(cli, line, "simulate",
                              "Write the records of a made-up retail chain as FreeSWITCH would",
                              [&line] { return app::simulate(line.simulate); });
    CLI::Option_group* where = verb->add_option_group("Where to");
    where->require_option(1);
    CLI::Option* out = where->add_option("--out", a.out, "Folder for the record files");
    CLI::Option* directory =
        verb->add_option("--directory", a.directory_file, "Where to write directory.json");
    where->add_option("--store", a.store_url, "No record files: the calls go into this new store")
        ->needs(directory);
    verb->add_option("--truth", a.truth_file, "Where to write the truth of each call (JSON lines)")
        ->needs(out);
    verb->add_option("--seed", a.seed, "Same seed, same calls")->capture_default_str();
    verb->add_option("--tenants", a.tenants)->check(CLI::Range(1, 1000))->capture_default_str();
    verb->add_option("--stores", a.stores, "Stores of the largest tenant")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    verb->add_option("--calls", a.calls_per_store_per_day, "Calls a store and day")
        ->check(CLI::Range(0.1, 10'000.0))
        ->capture_default_str();
    verb->add_option("--days", a.days, "Days before --to")
        ->check(CLI::Range(1, 3660))
        ->capture_default_str();
    verb->add_option("--from", a.from, "First instant (ISO 8601)");
    verb->add_option("--to", a.to, "First instant no more (ISO 8601); now when left out");
    verb->add_flag("--bulk", a.bulk, "Records as large as real ones")->needs(out);
    verb->add_option("--callbacks-after", a.callbacks_after,
                     "Shops call back so long after a miss, at any hour: 1m..4m, 30s..2h");
    CLI::Option* follow =
        verb->add_option("--follow", a.follow_folder,
                         "Then go on in real time: each record into this folder as its leg ends")
            ->needs(out);
    verb->add_flag("--always-open", a.always_open, "The followed shops never close")->needs(follow);
    add_event_socket(*verb, a, follow);
}

void add_reattribute(CLI::App& cli, CommandLine& line) {
    app::ReattributeArguments& a = line.reattribute;
    CLI::App* verb = add_verb(cli, line, "reattribute",
                              "Make stored calls again with the directory as it is now",
                              with_config(line, [&line](const app::Config& config) {
                                  return app::reattribute(config, line.reattribute);
                              }));
    verb->add_option("--sip-domain", a.sip_domain, "Only of the tenant with this SIP domain");
    verb->add_option("--from", a.from, "Only calls that started at this time or later (ISO 8601)");
    verb->add_option("--to", a.to, "Only calls that started before this time (ISO 8601)");
}

void add_audit(CLI::App& cli, CommandLine& line) {
    app::AuditArguments& a = line.audit;
    CLI::App* verb = add_verb(cli, line, "audit", "Print who asked what of whom",
                              with_config(line, [&line](const app::Config& config) {
                                  return app::audit(config, line.audit);
                              }));
    verb->add_option("--sip-domain", a.sip_domain, "Only of the tenant with this SIP domain");
    verb->add_option("--from", a.from, "Only questions of this time or later (ISO 8601, UTC)");
    verb->add_option("--to", a.to, "Only questions before this time (ISO 8601, UTC)");
    verb->add_option("--number", a.number, "Only questions for this number");
    verb->add_option("--subject", a.subject, "Only questions with tokens of this `sub`");
}

void add_check(CLI::App& cli, CommandLine& line) {
    CLI::App* verb =
        add_verb(cli, line, "check", "Say what is wrong with configuration, directory and store",
                 with_config(line, [&line](const app::Config& config) {
                     return line.check_index ? app::check_index(config, line.checked_domain)
                                             : app::check(config);
                 }));
    CLI::Option* index =
        verb->add_flag("--index", line.check_index,
                       "Instead: make the running server's call index anew beside it, and compare");
    verb->add_option("--sip-domain", line.checked_domain, "Only of the tenant with this SIP domain")
        ->needs(index);
}

void add_verbs(CLI::App& cli, CommandLine& line) {
    cli.require_subcommand(0, 1);
    cli.set_version_flag("--version", "edgvoip " EDGVOIP_VERSION);
    cli.add_option("--config", line.config_file, "Configuration file (TOML)");
    cli.add_flag("--print-config", line.print_config, "Print the configuration in force");
    add_verb(cli, line, "serve", "Answer over HTTP",
             with_config(line, [](const app::Config& config) {
                 return app::serve(config, EDGVOIP_VERSION);
             }));
    add_import(cli, line);
    add_directory(cli, line);
    add_token(cli, line);
    add_simulate(cli, line);
    add_reattribute(cli, line);
    add_audit(cli, line);
    add_check(cli, line);
    add_verb(cli, line, "migrate", "Bring the store to this program's version",
             with_config(line, app::migrate));
}

base::Result<void> print_config(const CommandLine& line) {
    const auto config = app::Config::load(line.config_file);
    if (!config) return config.error();
    std::cout << config->to_toml();
    return {};
}

/// Asks the kernel for pages of 2 MiB where it gives them when asked (transparent huge pages):
/// calls asked for are anywhere in the index, and each small page among as many would have to be
/// found.
void use_large_pages() {
#ifdef EDGVOIP_MIMALLOC
    mi_option_enable(mi_option_large_os_pages);
#endif
}

int run(int argc, char** argv) {
    CLI::App cli("Call records of a hosted PBX, answered over HTTP", "edgvoip");
    CommandLine line;
    add_verbs(cli, line);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return cli.exit(error) == 0 ? 0 : exit_usage;
    }
    if (line.print_config) line.work = [&line] { return print_config(line); };
    if (!line.work) {
        std::cerr << cli.help();
        return exit_usage;
    }
    const auto done = line.work();
    if (done) return 0;
    std::cerr << "edgvoip: " << done.error().detail << '\n';
    return exit_failed;
}

}  // namespace

int main(int argc, char** argv) {
    // What is written holds numbers and names: nobody else reads it, whoever starts the program.
    ::umask(S_IRWXG | S_IRWXO);
    use_large_pages();
    try {
        return run(argc, argv);
    } catch (const std::exception& bug) {
        std::fprintf(stderr, "edgvoip: a fault of the program: %s\n", bug.what());
        return exit_failed;
    }
}
