#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// Adds a command whose help ends with an example and the global options, which it takes like its own.
CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& description,
                      const std::string& example);
// Adds a command that only holds others ("campaign").
CLI::App& add_group(CLI::App& parent, const std::string& name, const std::string& description);

// Whether a command is for people: the help, the completion and the manual show it.
[[nodiscard]] bool shown(const CLI::App* command);

// Each adds its commands below `root`. The session outlives the app.
void add_status(CLI::App& root, Session& session);
void add_customers(CLI::App& root, Session& session);
void add_campaign(CLI::App& root, Session& session);
void add_deliveries(CLI::App& root, Session& session);
void add_suppressions(CLI::App& root, Session& session);
void add_letters(CLI::App& root, Session& session);
void add_channels(CLI::App& root, Session& session);
void add_users(CLI::App& root, Session& session);
void add_audit(CLI::App& root, Session& session);
void add_config(CLI::App& root, Session& session);
void add_backup(CLI::App& root, Session& session);
void add_completion(CLI::App& root, Session& session);
void add_manual(CLI::App& root, Session& session);

}  // namespace triand::ctl
