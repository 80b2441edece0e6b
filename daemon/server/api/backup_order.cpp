#include "daemon/server/api/backup_order.hpp"

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/file_job.hpp"
#include "daemon/store/backup.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/kept_value.hpp"

namespace triand::server {

Answer back_up(const ApiWorld& world, const std::shared_ptr<ResultFiles>& files, const Request& request) {
  const std::string database = world.service().database;
  world.writer.run([&](store::WriteSession& session) {
    store::write_audit(session, request.caller.name, "backup", "", "", world.now());
  });
  return start_file_job(world, files, "backup", "application/vnd.sqlite3", request.caller,
                        [&world, database](const std::string& path, Progress& progress) -> Answer {
                          const auto at = world.now();
                          const store::BackupFacts facts =
                              store::back_up(database, path, [&] { return !progress.stopping(); });
                          world.writer.run([&](store::WriteSession& session) {
                            store::keep_value(session, store::kLastBackup, std::to_string(store::to_ms(at)));
                          });
                          return boost::json::object{
                              {"schema", "triand.backup/v1"},    {"at", schedule::local_time(at, world.zone)},
                              {"database_schema", facts.schema}, {"customers", facts.customers},
                              {"campaigns", facts.campaigns},    {"deliveries", facts.deliveries}};
                        });
}

}  // namespace triand::server
