#pragma once

#include <string>
#include <vector>

namespace triand::server {

// Which messages of a campaign are to be shown.
struct PreviewOrder {
  std::string campaign;
  std::string customer;  // empty: `samples` says whose
  std::string channel;   // empty: every one
  int samples = 0;       // by each channel the shortest message, the longest and so many at random
  bool files = false;    // with what a letter looks like: its pages as PDF and as pictures
};

// One real message to ourselves.
struct TestOrder {
  std::string campaign;
  std::string channel;
  std::string to;
  std::string customer;  // whose data fill it; empty: some example
};

// A message that is being written, which no campaign has yet.
struct TextOrder {
  std::string channel;
  std::string text = {};
  std::string subject = {};  // email
  std::string html = {};     // email; empty: it has none
  std::string title = {};    // what campaign_title stands for; empty: some words
  bool advertising = false;
  std::vector<std::string> customers = {};  // by their codes, whose data fill it; empty: some examples
};

}  // namespace triand::server
