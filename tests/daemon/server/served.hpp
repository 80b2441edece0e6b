#pragma once

#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "daemon/server/http_server.hpp"
#include "daemon/server/router.hpp"

namespace triand::tests {

// A folder of a test's own, gone with it.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "triand-test-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string path() const { return path_.string(); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

 private:
  std::filesystem::path path_;
};

// A route that answers everybody; what else it is, the test says.
inline server::Route open_route(std::string method, std::string pattern, server::Handler handler) {
  server::Route route;
  route.method = std::move(method);
  route.pattern = std::move(pattern);
  route.open = server::Open::everywhere;
  route.handler = std::move(handler);
  return route;
}

// A running HttpServer with a table of the test's own, on a thread of its own.
class Served {
 public:
  Served() {
    options.listen = "127.0.0.1:0";
    options.control_socket = folder / "control.sock";
    options.log = [this](server::LogLevel, std::string_view event, std::string_view text) {
      const std::lock_guard lock(mutex_);
      lines_.push_back(std::string(event) + ": " + std::string(text));
    };
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() { stop(); }

  void start() {
    server_ = std::make_unique<server::HttpServer>(context_.get_executor(), router, options);
    server_->start();
    port = server_->port();
    thread_ = std::thread([this] { context_.run(); });
  }

  // Tells the server to stop, as SIGTERM does, and lets the network thread go on.
  void stop_taking() {
    boost::asio::post(context_, [this] { server_->stop(); });
  }

  void stop() {
    if (!thread_.joinable()) return;
    stop_taking();
    boost::asio::post(context_, [this] { context_.stop(); });
    thread_.join();
    server_.reset();
  }

  [[nodiscard]] std::vector<std::string> lines() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

  Folder folder;
  server::Router router;
  server::HttpServerOptions options;
  std::uint16_t port = 0;

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{context_.get_executor()};
  std::unique_ptr<server::HttpServer> server_;
  std::thread thread_;
};

}  // namespace triand::tests
