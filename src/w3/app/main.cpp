#include "w3/app/verbs.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <sys/stat.h>

namespace {

namespace app = w3::app;
using Work = std::function<base::Result<void>()>;
using ConfiguredWork = std::function<base::Result<void>(const app::Config&)>;

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;

/// The command line as it is understood so far: options of the verbs, and what is to be done.
struct CommandLine {
    std::optional<std::string> config_file;
    bool print_config = false;
    app::UserArguments user;
    Work work;
};

CLI::App* add_verb(CLI::App& cli, CommandLine& line, const char* name, const char* what,
                   ConfiguredWork work) {
    CLI::App* verb = cli.add_subcommand(name, what);
    verb->add_option("--config", line.config_file, "Configuration file (TOML)");
    verb->callback([&line, work = std::move(work)] {
        line.work = [&line, work]() -> base::Result<void> {
            const auto config = app::Config::load(line.config_file);
            if (!config) return config.error();
            return work(*config);
        };
    });
    return verb;
}

void add_user_verbs(CLI::App& cli, CommandLine& line) {
    app::UserArguments& a = line.user;
    CLI::App* user = cli.add_subcommand("user", "People who may log in");
    user->require_subcommand(1);
    CLI::App* add = add_verb(*user, line, "add", "Add a person and print the first password",
                             [&a](const app::Config& config) { return app::add_user(config, a); });
    add->add_option("--name", a.name)->required();
    add->add_option("--role", a.role, "agent, store_manager, supervisor or admin")
        ->capture_default_str();
    add->add_option("--ext", a.ext, "The person's extension");
    add->add_option("--store", a.store_ids, "A store the person sees; may be given again");
    add->add_flag("--lasting", a.lasting, "The password need not be changed at the first login");
    CLI::App* passwd =
        add_verb(*user, line, "passwd", "Give a person a new password and print it",
                 [&a](const app::Config& config) { return app::reset_user(config, a); });
    CLI::App* list =
        add_verb(*user, line, "list", "Print who may log in",
                 [&a](const app::Config& config) { return app::list_users(config, a); });
    for (CLI::App* verb : {add, passwd})
        verb->add_option("--email", a.email)->required();
    for (CLI::App* verb : {add, passwd, list})
        verb->add_option("--sip-domain", a.sip_domain, "The tenant, when there are several");
}

void add_verbs(CLI::App& cli, CommandLine& line) {
    cli.require_subcommand(0, 1);
    cli.set_version_flag("--version", "w3suite " W3SUITE_VERSION);
    cli.add_option("--config", line.config_file, "Configuration file (TOML)");
    cli.add_flag("--print-config", line.print_config, "Print the configuration in force");
    add_verb(cli, line, "serve", "Answer over HTTP",
             [](const app::Config& config) { return app::serve(config, W3SUITE_VERSION); });
    add_user_verbs(cli, line);
    add_verb(cli, line, "check", "Say what is wrong with configuration, key, pages and store",
             app::check);
    add_verb(cli, line, "migrate", "Bring the store to this program's version", app::migrate);
    add_verb(cli, line, "key", "Make the signing key if missing, and the key set for edgvoip",
             app::make_key);
}

base::Result<void> print_config(const CommandLine& line) {
    const auto config = app::Config::load(line.config_file);
    if (!config) return config.error();
    std::cout << config->to_toml();
    return {};
}

int run(int argc, char** argv) {
    CLI::App cli("The CRM beside edgvoip", "w3suite");
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
    std::cerr << "w3suite: " << done.error().detail << '\n';
    return exit_failed;
}

}  // namespace

int main(int argc, char** argv) {
    // What is written holds names and keys: nobody else reads it, whoever starts the program.
    ::umask(S_IRWXG | S_IRWXO);
    try {
        return run(argc, argv);
    } catch (const std::exception& bug) {
        std::fprintf(stderr, "w3suite: a fault of the program: %s\n", bug.what());
        return exit_failed;
    }
}
