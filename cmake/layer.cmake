# A unity build, which those of the sanitizers and the optimised one are, puts sources of a target
# together: their local names meet. ALONE names sources whose local names are others' as well.
function(edg_alone)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# edg_layer(base SOURCES error.cpp … ALONE … USES date::date-tz PRIVATE_USES …)
# One static library per folder; its links repeat the table of docs/architecture.md.
function(edg_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;ALONE;USES;PRIVATE_USES" ${ARGN})
  add_library(${name} STATIC ${LAYER_SOURCES})
  edg_alone(${LAYER_ALONE})
  target_link_libraries(${name} PUBLIC edg_flags ${LAYER_USES} PRIVATE ${LAYER_PRIVATE_USES})
endfunction()

# Builds all tests of what several threads do, for the thread sanitizer.
add_custom_target(thread_tests)

# edg_test(base_test SOURCES … ALONE … USES base LABEL unit [THREADS] [BUSY])
# One gtest program; runs in its own build folder and finds the repository's fixtures by
# EDG_SOURCE_DIR. THREADS: tests of it, or what they test, have several threads. BUSY: its own code,
# such as an oracle, has much to do: that is optimised with sanitizers, too, and two processes share
# the cases.
function(edg_test name)
  cmake_parse_arguments(TEST "THREADS;BUSY" "LABEL" "SOURCES;ALONE;USES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  edg_alone(${TEST_ALONE})
  if(NOT TEST_BUSY)
    set_target_properties(${name} PROPERTIES EDG_IDLE_TEST ON)
  endif()
  target_link_libraries(${name} PRIVATE edg_flags ${TEST_USES} GTest::gmock_main)
  target_compile_definitions(${name} PRIVATE EDG_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  set(labels ${TEST_LABEL})
  if(TEST_THREADS)
    list(APPEND labels threads)
    add_dependencies(thread_tests ${name})
  endif()
  set(shards 1)
  if(TEST_BUSY)
    set(shards 2)
  endif()
  foreach(shard RANGE 1 ${shards})
    math(EXPR index "${shard} - 1")
    add_test(NAME ${TEST_LABEL}.${name}.${shard} COMMAND ${name})
    set_tests_properties(${TEST_LABEL}.${name}.${shard} PROPERTIES LABELS "${labels}" TIMEOUT 1200
      ENVIRONMENT "GTEST_TOTAL_SHARDS=${shards};GTEST_SHARD_INDEX=${index}")
  endforeach()
endfunction()
