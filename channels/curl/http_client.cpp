#include "channels/curl/http_client.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/asio/post.hpp>

#include "channels/curl/multi_driver.hpp"
#include "channels/curl/transfer.hpp"

namespace triand::channels {

HttpClient::HttpClient(boost::asio::any_io_executor executor, std::size_t concurrency, std::string ca_file)
    : executor_(executor),
      ca_file_(std::move(ca_file)),
      driver_(MultiDriver::make(executor, static_cast<long>(std::max<std::size_t>(concurrency, 1)),
                                [this](CURL* easy, CURLcode result) {
                                  Transfer& transfer = Transfer::of(easy);
                                  ended(transfer, transfer.finish(result));
                                })),
      grace_(executor_) {}

HttpClient::~HttpClient() { abort(); }

void HttpClient::send(HttpRequest request, Callback callback) {
  Transfer& transfer = idle_transfer();
  transfer.prepare(std::move(request), std::move(callback));
  ++active_;
  try {
    driver_->add(transfer.handle());
  } catch (const std::exception& fault) {
    HttpResponse nothing;
    nothing.error = fault.what();
    ended(transfer, std::move(nothing));
  }
}

void HttpClient::abort() {
  for (const auto& transfer : transfers_) {
    if (!transfer->busy()) continue;
    HttpResponse response = transfer->finish(CURLE_ABORTED_BY_CALLBACK);
    response.error = "given up: the service stops";
    driver_->remove(transfer->handle());
    ended(*transfer, std::move(response));
  }
}

void HttpClient::abort_after(std::chrono::milliseconds grace) {
  grace_.expires_after(grace);
  // The driver lives as long as the client.
  grace_.async_wait([this, alive = std::weak_ptr(driver_)](boost::system::error_code error) {
    if (!error && !alive.expired()) abort();
  });
}

Transfer& HttpClient::idle_transfer() {
  if (idle_.empty()) {
    transfers_.push_back(std::make_unique<Transfer>(ca_file_));
    idle_.reserve(transfers_.size());
    return *transfers_.back();
  }
  Transfer& transfer = *idle_.back();
  idle_.pop_back();
  return transfer;
}

void HttpClient::ended(Transfer& transfer, HttpResponse response) {
  Callback callback = transfer.take_callback();
  idle_.push_back(&transfer);
  --active_;
  boost::asio::post(executor_, [callback = std::move(callback), response = std::move(response)]() mutable {
    callback(std::move(response));
  });
}

}  // namespace triand::channels
